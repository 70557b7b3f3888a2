package io.carillon.http.settings;

import io.carillon.clusterconfig.redis.BridgeSettings;
import io.carillon.clusterconfig.redis.LinkSettings;

/**
 * Redis; {@code carillon.redis} in reference.conf holds the defaults and their reasons.
 *
 * @param keyPrefix what the name of every key that is written begins with
 */
public record RedisSettings(LinkSettings link, BridgeSettings bridge, String keyPrefix) {}
