package io.carillon.engine.broadcast;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.node.Node;
import io.carillon.engine.node.Part;
import io.carillon.engine.node.Trace;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.HdrHistogram.PackedHistogram;

/** Sums the parts that nodes had in a broadcast up to its receipt. */
final class Merge {
  private Merge() {}

  /**
   * The receipt of these parts.
   *
   * @param missing nodes that were asked and have no part here
   */
  static Receipt receipt(
      BroadcastId id,
      Instant startedAt,
      Level level,
      Collection<Part> parts,
      Collection<Integer> missing) {
    int targeted = 0;
    int pending = 0;
    Map<FailureReason, Integer> failed = new EnumMap<>(FailureReason.class);
    for (Part part : parts) {
      targeted += part.targeted();
      pending += part.pending();
      part.failed().forEach((reason, count) -> failed.merge(reason, count, Integer::sum));
    }
    return new Receipt(
        id,
        startedAt,
        level,
        targeted,
        counts(parts),
        failed,
        pending,
        pending == 0 && missing.isEmpty(),
        latency(parts),
        new Receipt.Nodes(names(parts.stream().map(Part::node).toList()), names(missing)));
  }

  /**
   * The receipt of what nodes know: what a node says of itself goes before what another heard of it
   * earlier. If nobody knows all who were asked, whoever tells nothing of it may have been one of
   * them, and the node that the broadcast was asked of was.
   *
   * @param others nodes that know nothing of it or have not answered
   */
  static Optional<Receipt> traces(
      BroadcastId id, Map<Integer, Trace> known, Collection<Integer> others) {
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Map<Integer, Part> parts = new HashMap<>();
    known.forEach(
        (node, trace) ->
            trace
                .parts()
                .forEach(
                    part ->
                        parts.merge(
                            part.node(), part, (old, next) -> part.node() == node ? part : old)));
    Optional<Trace> whole = known.values().stream().filter(Trace::isWhole).findAny();
    Set<Integer> missing = new TreeSet<>(whole.map(Trace::missing).orElse(List.of(id.node())));
    if (whole.isEmpty()) {
      missing.addAll(others);
    }
    missing.removeAll(parts.keySet());
    Trace first = whole.orElseGet(() -> earliest(known.values()));
    return Optional.of(receipt(id, first.startedAt(), first.level(), parts.values(), missing));
  }

  private static Trace earliest(Collection<Trace> traces) {
    return traces.stream().min(Comparator.comparing(Trace::startedAt)).orElseThrow();
  }

  private static Receipt.Counts counts(Collection<Part> parts) {
    return new Receipt.Counts(
        sum(parts, Level.ACCEPTED),
        sum(parts, Level.WRITTEN),
        sum(parts, Level.RECEIVED),
        sum(parts, Level.PROCESSED));
  }

  private static int sum(Collection<Part> parts, Level level) {
    return parts.stream().mapToInt(part -> part.counts().at(level)).sum();
  }

  /** Percentiles cannot be added, so the histograms are. */
  private static Optional<Receipt.Latency> latency(Collection<Part> parts) {
    List<PackedHistogram> all = parts.stream().flatMap(part -> part.latency().stream()).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    PackedHistogram sum = all.get(0).copy();
    all.stream().skip(1).forEach(sum::add);
    return Optional.of(Receipt.Latency.of(sum));
  }

  private static List<String> names(Collection<Integer> nodes) {
    return nodes.stream().map(Node::name).sorted().toList();
  }
}
