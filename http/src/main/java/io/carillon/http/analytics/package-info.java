/**
 * The analytics socket and the HTTP API that feeds it.
 *
 * <p>An event comes in over HTTP, is counted in the {@linkplain
 * io.carillon.http.analytics.store.AnalyticsStore store} and goes out to every client of the
 * socket; the figures go out every few seconds. Start reading at {@link
 * io.carillon.http.analytics.Analytics}.
 */
package io.carillon.http.analytics;
