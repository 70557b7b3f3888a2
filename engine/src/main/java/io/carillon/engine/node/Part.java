package io.carillon.engine.node;

import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Receipt;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.HdrHistogram.PackedHistogram;

/**
 * What became of a broadcast on one node; a receipt is the sum of these.
 *
 * <p>Keeps {@code targeted = reached(level) + failed + pending} by itself, so the sum does too.
 *
 * @param node as in {@link io.carillon.engine.message.ConnectionId#node}
 * @param latency microseconds until a target reached the level; empty unless asked for. Shared: not
 *     to be changed.
 */
public record Part(
    int node,
    int targeted,
    Receipt.Counts counts,
    Map<FailureReason, Integer> failed,
    int pending,
    Optional<PackedHistogram> latency) {
  public Part {
    Objects.requireNonNull(counts, "counts");
    failed = Map.copyOf(failed);
    Objects.requireNonNull(latency, "latency");
  }
}
