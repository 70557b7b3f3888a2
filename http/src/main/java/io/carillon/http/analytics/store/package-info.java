/**
 * What visitors did, counted: the port {@link io.carillon.http.analytics.store.AnalyticsStore} and
 * its adapters, in memory and in Redis.
 *
 * <p>Bounded in every direction; time is always an argument and periods are those of UTC. Knows no
 * socket and no HTTP.
 */
package io.carillon.http.analytics.store;
