/**
 * Redis as this server uses it: what becomes of its messages, what is published, what is counted.
 *
 * <p>The bridge itself is {@link io.carillon.clusterconfig.redis.Bridge}. Start reading at {@link
 * io.carillon.http.redis.Redis}.
 */
package io.carillon.http.redis;
