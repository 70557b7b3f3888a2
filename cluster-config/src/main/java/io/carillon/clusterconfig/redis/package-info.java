/**
 * The bridge to Redis: messages of its channels become broadcasts, broadcasts become messages of
 * its channels.
 *
 * <p>Redis is another system here, not the bus of the cluster: everything works without it, and
 * what is published while it cannot be reached is missed, logged and counted. Knows no HTTP; what
 * becomes of a message is behind the port {@link io.carillon.clusterconfig.redis.Receiver}. Start
 * reading at {@link io.carillon.clusterconfig.redis.Bridge}.
 */
package io.carillon.clusterconfig.redis;
