package io.carillon.http.settings;

import io.carillon.http.analytics.store.StoreLimits;
import java.time.Duration;

/**
 * The analytics application; {@code carillon.analytics} in reference.conf holds the defaults and
 * their reasons.
 *
 * @param heartbeatInterval time between two heartbeats
 * @param requestsPerMinute what one address may ask of the API; 0 lets it ask as often as it likes
 * @param rememberedAddresses addresses whose requests are counted; beyond it one of them, chosen by
 *     how often and how lately it has asked, begins anew
 * @param maxBodyBytes largest body of an event; larger is answered 413
 * @param storage where it is kept
 * @param store the bounds of what is kept
 */
public record AnalyticsSettings(
    Duration heartbeatInterval,
    int requestsPerMinute,
    int rememberedAddresses,
    int maxBodyBytes,
    Storage storage,
    StoreLimits store) {

  /** Where events are counted and kept. */
  public enum Storage {
    /** In this process, and gone with it. */
    MEMORY,
    /** In Redis, for every node that uses the same. */
    REDIS
  }
}
