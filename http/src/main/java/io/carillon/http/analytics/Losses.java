package io.carillon.http.analytics;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages of one kind that did not go out, as the log tells of them: once when that begins, and
 * once when it has ended, which is when one goes out and none was lost for {@link #CALM}. So it is
 * two lines for an outage, and for an hour in which every other message is lost. Thread-safe.
 */
final class Losses {
  static final Duration CALM = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Losses.class);

  private final String kind;
  private final LongSupplier nanos;
  private volatile boolean isGoingOn;
  private long lost;
  private long lastNanos;

  /**
   * None yet.
   *
   * @param kind what the log calls one of them
   * @param nanos the time, from any beginning
   */
  Losses(String kind, LongSupplier nanos) {
    this.kind = kind;
    this.nanos = nanos;
  }

  /** One was lost. */
  synchronized void lost(Throwable why) {
    if (!isGoingOn) {
      LOG.warn(
          "no {} went to the analytics clients: {}; from here on it is only counted",
          kind,
          why.toString());
      isGoingOn = true;
      lost = 0;
    }
    lost++;
    lastNanos = nanos.getAsLong();
  }

  /** One went out. */
  void sent() {
    if (isGoingOn) {
      endIfCalm();
    }
  }

  private synchronized void endIfCalm() {
    if (isGoingOn && nanos.getAsLong() - lastNanos >= CALM.toNanos()) {
      isGoingOn = false;
      LOG.info("{} to the analytics clients again; lost since it began: {}", kind, lost);
    }
  }
}
