package io.carillon.benchmarks.load;

import io.carillon.benchmarks.load.LoadResult.Latency;
import io.carillon.benchmarks.load.LoadResult.Measured;
import org.HdrHistogram.Histogram;

/**
 * Counts and times what happens in the measured part of a {@link Period}.
 *
 * <p>Goes {@code warming -> measuring -> over} as {@link #tick} sees the time pass; counts only
 * while measuring. The server's CPU time is sampled at the two borders.
 */
final class Meter {

  /** Latencies up to an hour; two digits keep the histogram's arrays within the cache. */
  private static final long MAX_NANOS = 3_600_000_000_000L;

  private static final int DIGITS = 2;

  private final long serverPid;
  private final long measureFrom;
  private final long measureUntil;
  private final Histogram latencies = new Histogram(MAX_NANOS, DIGITS);
  private final Histogram answers = new Histogram(MAX_NANOS, DIGITS);
  private ProcessCpu cpuAtStart;
  private boolean measuring;
  private long count;
  private long startedAt;
  private long nanos;
  private long cpuNanos;

  /** Begins to warm up now. */
  Meter(Period period, long serverPid) {
    this.serverPid = serverPid;
    this.measureFrom = System.nanoTime() + period.warmUp().toNanos();
    this.measureUntil = measureFrom + period.measured().toNanos();
  }

  /** Moves on to the part of the period that the clock says; returns whether it goes on. */
  boolean tick() {
    long now = System.nanoTime();
    if (!measuring && cpuAtStart == null && now >= measureFrom) {
      cpuAtStart = ProcessCpu.sample(serverPid);
      measuring = true;
      startedAt = System.nanoTime();
    }
    if (measuring && now >= measureUntil) {
      finish();
    }
    return cpuAtStart == null || measuring;
  }

  boolean isMeasuring() {
    return measuring;
  }

  /** Since the measured part began. */
  long nanosSinceStart() {
    return System.nanoTime() - startedAt;
  }

  /** Ends the measured part now, if it goes on. */
  void finish() {
    if (measuring) {
      measuring = false;
      nanos = System.nanoTime() - startedAt;
      cpuNanos = ProcessCpu.sample(serverPid).nanosSince(cpuAtStart);
    }
  }

  void count(long latencyNanos) {
    if (measuring) {
      count++;
      latencies.recordValue(Math.min(Math.max(latencyNanos, 0), MAX_NANOS));
    }
  }

  void countAnswer(long latencyNanos) {
    if (measuring) {
      answers.recordValue(Math.min(latencyNanos, MAX_NANOS));
    }
  }

  /** The figures, with faults over the whole run; call after the end. */
  LoadResult toResult(LoadResult.Faults faults) {
    return toResult(faults, Measured.of(count, nanos), 0);
  }

  /** The same, but the CPU time divided by something else that happened in the measured part. */
  LoadResult toResult(LoadResult.Faults faults, Measured measured, double longestPauseMillis) {
    double each = measured.count() == 0 ? 0 : cpuNanos / 1e3 / measured.count();
    return new LoadResult(
        measured, Latency.of(latencies), Latency.of(answers), each, longestPauseMillis, faults);
  }
}
