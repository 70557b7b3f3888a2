package io.carillon.benchmarks.load;

import java.time.Duration;

/**
 * How long a run lasts: a warm-up that is checked but not measured, then the measured part.
 *
 * @param stall ends the run when nothing has moved for so long: what is outstanding is missing
 * @param maxMessages ends the run earlier, after so many publishes (or echoes); counts from 1
 */
public record Period(Duration warmUp, Duration measured, Duration stall, long maxMessages) {

  /** Longer than any pause of a server that still works. */
  static final Duration USUAL_STALL = Duration.ofSeconds(3);

  /** For what has no duration of its own. */
  static final Period NONE = of(Duration.ZERO, Duration.ZERO);

  public Period {
    if (warmUp.plus(measured).compareTo(Duration.ofMinutes(10)) > 0 || measured.isNegative()) {
      throw new IllegalArgumentException("a run lasts at most 10 minutes");
    }
    if (stall.isNegative() || stall.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("a stall of " + stall);
    }
    if (maxMessages < 1) {
      throw new IllegalArgumentException("max-messages " + maxMessages);
    }
  }

  /** Bounded by time only. */
  public static Period of(Duration warmUp, Duration measured) {
    return new Period(warmUp, measured, USUAL_STALL, Long.MAX_VALUE);
  }
}
