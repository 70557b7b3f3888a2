package io.carillon.engine.broadcast;

import io.carillon.engine.message.BroadcastId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Measures how far behind other nodes are, by this node's clock alone: each is asked what it has of
 * a broadcast that there never was. Its gateway answers that at once, in its turn behind all that
 * it was told before. One question at a time for each node; not thread-safe.
 */
final class Probes {
  private record Probe(BroadcastId id, long askedNanos) {}

  private final int self;
  private final LongSupplier nanoTime;
  private final Map<Integer, Probe> underWay = new HashMap<>();

  /**
   * None yet.
   *
   * @param nanoTime the clock
   */
  Probes(int self, LongSupplier nanoTime) {
    this.self = self;
    this.nanoTime = nanoTime;
  }

  /** What to ask a node about: the same as before, until it has answered. */
  BroadcastId of(int node) {
    return underWay.computeIfAbsent(
            node, key -> new Probe(BroadcastId.random(self), nanoTime.getAsLong()))
        .id;
  }

  /** How long the node took, there and back; empty if this is no answer, or not the first. */
  Optional<Duration> heard(BroadcastId id, int node) {
    Probe probe = underWay.get(node);
    if (probe == null || !probe.id.equals(id)) {
      return Optional.empty();
    }
    underWay.remove(node);
    return Optional.of(Duration.ofNanos(nanoTime.getAsLong() - probe.askedNanos));
  }

  /** Forgets all nodes but these. */
  void keepOnly(Set<Integer> nodes) {
    underWay.keySet().retainAll(nodes);
  }
}
