package io.carillon.clusterconfig.redis;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which connections to Redis are down. However many there are, and however often one of them
 * is tried again, an outage is logged twice, when it begins and when it ends, and counted once.
 * Thread-safe.
 */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final String address;
  private final Runnable count;
  private final Set<String> down = new HashSet<>();
  private long beganNanos;

  /**
   * @param count called when an outage begins
   */
  Outage(String address, Runnable count) {
    this.address = address;
    this.count = count;
  }

  /** A connection went down, or does not come up. */
  synchronized void lost(String connection, String why) {
    if (down.isEmpty()) {
      beganNanos = System.nanoTime();
      count.run();
      LOG.warn(
          "Redis at {} is out of reach ({}); what is published until it is back is missed",
          address,
          why);
    }
    down.add(connection);
  }

  /** A connection is up. */
  synchronized void reached(String connection) {
    boolean wasDown = down.remove(connection);
    if (wasDown && down.isEmpty()) {
      Duration gap = Duration.ofNanos(System.nanoTime() - beganNanos);
      LOG.info("Redis at {} is reached again, after {} ms", address, gap.toMillis());
    }
  }

  synchronized boolean isOver() {
    return down.isEmpty();
  }
}
