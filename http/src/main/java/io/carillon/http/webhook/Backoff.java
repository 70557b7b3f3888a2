package io.carillon.http.webhook;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after failures: twice as long each time, within bounds, and not as long as
 * others who failed at the same moment.
 *
 * @param random from 0 to below 1; spreads each wait over its upper half
 */
record Backoff(Duration least, Duration most, DoubleSupplier random) {
  /** A receiver that asks for more than this waits for nobody. */
  private static final Duration LONGEST_ASKED_FOR = Duration.ofHours(1);

  /** More doublings than it takes from a millisecond to an hour. */
  private static final int MOST_DOUBLINGS = 30;

  /**
   * The wait before the next attempt.
   *
   * @param failures in a row so far, at least one
   * @param askedFor what the receiver wants to be left alone for; kept up to an hour
   */
  Duration after(int failures, Duration askedFor) {
    long doubled = least.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long millis = Math.min(doubled, most.toMillis());
    Duration own = Duration.ofMillis(Math.round(millis * (0.5 + random.getAsDouble() / 2)));
    Duration asked = askedFor.compareTo(LONGEST_ASKED_FOR) < 0 ? askedFor : LONGEST_ASKED_FOR;
    return own.compareTo(asked) < 0 ? asked : own;
  }
}
