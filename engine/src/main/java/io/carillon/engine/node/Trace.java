package io.carillon.engine.node;

import io.carillon.engine.message.Level;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What one node knows of a broadcast that has been carried out.
 *
 * @param parts its own as it stands now; of the node that was asked for the broadcast, those of
 *     others too, as they were when it answered
 * @param isWhole whether this node was asked for the broadcast and has answered; then every node
 *     that it concerned is in {@code parts} or {@code missing}
 * @param missing nodes that had not answered then
 */
public record Trace(
    Instant startedAt, Level level, List<Part> parts, boolean isWhole, List<Integer> missing) {
  public Trace {
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(level, "level");
    parts = List.copyOf(parts);
    missing = List.copyOf(missing);
  }
}
