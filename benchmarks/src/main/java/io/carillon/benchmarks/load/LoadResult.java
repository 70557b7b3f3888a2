package io.carillon.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * What one run of the load client found; printed as one line of JSON.
 *
 * @param measured what happened in the measured period: deliveries, echoes or handshakes
 * @param latency publish to receipt of each of them, microseconds
 * @param answers publish to HTTP answer, microseconds; empty unless fanning out
 * @param cpuMicros server CPU, user and system, per counted thing; 0 if no process was named
 * @param longestPauseMillis between two messages to one connection, in a storm; else 0
 * @param faults over the whole run, warm-up included
 */
public record LoadResult(
    Measured measured,
    Latency latency,
    Latency answers,
    double cpuMicros,
    double longestPauseMillis,
    Faults faults) {

  /** How many and how fast, per second of the measured period. */
  public record Measured(long count, double seconds, double perSecond) {

    static Measured of(long count, long nanos) {
      double seconds = nanos / 1e9;
      return new Measured(count, seconds, seconds > 0 ? count / seconds : 0);
    }
  }

  /** Percentiles in microseconds. */
  public record Latency(double p50, double p99, double p999, double max) {

    static Latency of(Histogram nanos) {
      return new Latency(
          nanos.getValueAtPercentile(50) / 1e3,
          nanos.getValueAtPercentile(99) / 1e3,
          nanos.getValueAtPercentile(99.9) / 1e3,
          nanos.getMaxValue() / 1e3);
    }
  }

  /**
   * What must be zero.
   *
   * @param missing messages that a connection never received
   * @param doubled messages that a connection received again
   * @param outOfOrder messages that arrived behind a later one of the same publisher
   * @param wrongCounts answers whose {@code sentCount} was not the number of connections
   * @param broken frames or answers that could not be read, and payloads without a stamp
   * @param closed connections that the server closed
   */
  public record Faults(
      long missing, long doubled, long outOfOrder, long wrongCounts, long broken, long closed) {

    /** How many there are in all. */
    public long total() {
      return missing + doubled + outOfOrder + wrongCounts + broken + closed;
    }
  }
}
