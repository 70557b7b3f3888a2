package io.carillon.engine.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.AbstractHistogram;

/**
 * What became of one broadcast: how many connections were targeted and how far the message got.
 *
 * <p>Always {@code targeted = reached(level) + failed + pending}: every target is in exactly one of
 * the three. A receipt is a snapshot; late acknowledgements still move targets from {@code pending}
 * to {@code reached} or {@code failed} in the stored one, never back.
 *
 * @param level the level that {@code failed}, {@code pending} and {@code complete} speak of
 * @param targeted connections that matched when the broadcast was dispatched
 * @param counts how many targets got at least as far as each level; levels that nobody tracks stay
 *     0
 * @param failed targets that will never reach {@code level}, by reason; reasons without a target
 *     are absent
 * @param pending targets that may still reach {@code level}
 * @param complete whether nothing is pending and every node answered; if not, the counts are lower
 *     bounds
 * @param latency from the start of the broadcast until a target reached {@code level}; empty unless
 *     asked for
 */
public record Receipt(
    BroadcastId id,
    Instant startedAt,
    Level level,
    int targeted,
    Counts counts,
    Map<FailureReason, Integer> failed,
    int pending,
    boolean complete,
    Optional<Latency> latency,
    Nodes nodes) {

  /** How many targets got at least as far as each level. */
  public record Counts(int accepted, int written, int received, int processed) {
    public int at(Level level) {
      return switch (level) {
        case ACCEPTED -> accepted;
        case WRITTEN -> written;
        case RECEIVED -> received;
        case PROCESSED -> processed;
      };
    }
  }

  /** Percentiles in microseconds over the targets that reached the level; all 0 if none did. */
  public record Latency(long count, long p50, long p90, long p99, long max) {

    /** The percentiles of these microseconds. */
    public static Latency of(AbstractHistogram micros) {
      return new Latency(
          micros.getTotalCount(),
          micros.getValueAtPercentile(50),
          micros.getValueAtPercentile(90),
          micros.getValueAtPercentile(99),
          micros.getMaxValue());
    }
  }

  /** Which nodes answered and which did not by the deadline. */
  public record Nodes(List<String> reporting, List<String> missing) {
    public Nodes {
      reporting = List.copyOf(reporting);
      missing = List.copyOf(missing);
    }
  }

  public Receipt {
    failed = Map.copyOf(failed);
  }

  /** How many targets reached {@link #level()}: the sent count. */
  public int reached() {
    return counts.at(level);
  }
}
