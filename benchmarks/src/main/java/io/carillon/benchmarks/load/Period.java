package io.carillon.benchmarks.load;

import java.time.Duration;

/**
 * How long a run lasts: a warm-up that is checked but not measured, then the measured part.
 *
 * @param maxMessages ends the run earlier, after so many publishes (or echoes); counts from 1
 */
public record Period(Duration warmUp, Duration measured, long maxMessages) {

  /** For what has no duration of its own. */
  static final Period NONE = new Period(Duration.ZERO, Duration.ZERO, 1);

  public Period {
    if (warmUp.plus(measured).compareTo(Duration.ofMinutes(10)) > 0 || measured.isNegative()) {
      throw new IllegalArgumentException("a run lasts at most 10 minutes");
    }
    if (maxMessages < 1) {
      throw new IllegalArgumentException("max-messages " + maxMessages);
    }
  }
}
