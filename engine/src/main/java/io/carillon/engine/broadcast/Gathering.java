package io.carillon.engine.broadcast;

import io.carillon.engine.node.Node;
import io.carillon.engine.node.NodeMessage;
import io.carillon.engine.node.Part;
import io.carillon.engine.node.Roster;
import io.carillon.engine.node.Trace;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A broadcast to all nodes that has not been answered. Not thread-safe. */
final class Gathering {
  final Coordinator.Broadcast broadcast;
  final NodeMessage.Deliver deliver;
  final List<NodeMessage> pieces;
  final Instant startedAt = Instant.now();
  final Map<Integer, Node> waitingFor;
  final Map<Integer, Part> parts = new HashMap<>();
  final Set<Integer> missing = new TreeSet<>();

  private int sentTo;
  private int refused;
  private int busy;

  Gathering(
      Coordinator.Broadcast broadcast,
      NodeMessage.Deliver deliver,
      List<NodeMessage> pieces,
      Roster roster) {
    this.broadcast = broadcast;
    this.deliver = deliver;
    this.pieces = pieces;
    this.waitingFor = new HashMap<>(roster.present());
    this.missing.addAll(roster.lost().keySet());
  }

  /** Waits no longer for these, and names them as missing. */
  void giveUp(Predicate<Node> which) {
    Iterator<Node> nodes = waitingFor.values().iterator();
    while (nodes.hasNext()) {
      Node node = nodes.next();
      if (which.test(node)) {
        nodes.remove();
        missing.add(node.number());
      }
    }
  }

  /** It has been sent to all who are waited for. */
  void sent() {
    sentTo = waitingFor.size();
  }

  /** Waits no longer for a node that has sent it to nobody; false if it did not wait. */
  boolean refuse(int node, int inFlight) {
    if (waitingFor.remove(node) == null) {
      return false;
    }
    missing.add(node);
    refused++;
    busy = Math.max(busy, inFlight);
    return true;
  }

  /** Whether all to whom it was sent said that they have sent it to nobody. */
  boolean isRefused() {
    return refused > 0 && refused == sentTo && parts.isEmpty();
  }

  /** Broadcasts in flight at the busiest node that refused it. */
  int busy() {
    return busy;
  }

  int reached() {
    return parts.values().stream()
        .mapToInt(part -> part.counts().at(broadcast.options().level()))
        .sum();
  }

  long bytes() {
    return pieces.stream().mapToLong(NodeMessage::payloadBytes).sum();
  }

  Trace trace() {
    return new Trace(
        startedAt,
        broadcast.options().level(),
        List.copyOf(parts.values()),
        true,
        List.copyOf(missing));
  }

  boolean isSettled() {
    return waitingFor.isEmpty()
        || broadcast.options().quorum().filter(enough -> reached() >= enough).isPresent();
  }
}
