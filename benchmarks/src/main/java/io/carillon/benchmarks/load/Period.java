package io.carillon.benchmarks.load;

import java.time.Duration;

/**
 * How long a run lasts: a warm-up that is checked but not measured, then the measured part.
 *
 * @param maxMessages ends the run earlier, after so many publishes (or echoes); counts from 1
 */
public record Period(Duration warmUp, Duration measured, long maxMessages) {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  public Period {
    if (warmUp.plus(measured).compareTo(LONGEST) > 0 || measured.isNegative()) {
      throw new IllegalArgumentException("a run lasts at most " + LONGEST);
    }
    if (maxMessages < 1) {
      throw new IllegalArgumentException("max-messages " + maxMessages);
    }
  }
}
