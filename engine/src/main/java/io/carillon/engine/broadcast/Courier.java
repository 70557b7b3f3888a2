package io.carillon.engine.broadcast;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.node.Node;
import io.carillon.engine.node.NodeMessage;
import io.carillon.engine.node.Standing;
import io.carillon.engine.node.Traffic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Takes what a {@link Coordinator} says to the other nodes, and counts it. A node that says nothing
 * gets no more than its {@link Unheard} has room for. Not thread-safe.
 */
final class Courier {
  private static final Unheard NONE = new Unheard();

  private final int self;
  private final Traffic traffic;
  private final Silence silence;
  private final ActorRef<NodeMessage> replyTo;
  private final Probes probes;
  private final Inquiries inquiries;
  private final Map<Integer, Unheard> unheard = new HashMap<>();

  Courier(
      int self,
      Traffic traffic,
      Silence silence,
      TimerScheduler<Coordinator.Command> timers,
      ActorRef<NodeMessage> replyTo) {
    this.self = self;
    this.traffic = traffic;
    this.silence = silence;
    this.replyTo = replyTo;
    this.probes = new Probes(self, System::nanoTime);
    this.inquiries = new Inquiries(timers, this::askAgain);
  }

  /** Whether a node takes so much more; if not, it is asked for a word, unless it has been. */
  boolean hasRoom(Node node, long bytes) {
    Unheard before = unheard.get(node.number());
    if (before == null || before.hasRoom(bytes)) {
      return true;
    }
    traffic.add(node.number(), Traffic.Count.REFUSED);
    if (inquiries.isFree(node)) {
      inquiries.add(before.last(), node);
    }
    return false;
  }

  /** Sends a broadcast. */
  void send(BroadcastId id, Node node, List<NodeMessage> pieces) {
    long bytes = pieces.stream().mapToLong(NodeMessage::payloadBytes).sum();
    unheard.computeIfAbsent(node.number(), key -> new Unheard()).sent(id, bytes);
    pieces.forEach(piece -> tell(node, piece));
  }

  /** Whether nothing has been sent to a node after this broadcast. */
  boolean isLast(BroadcastId id, Node node) {
    return id.equals(unheard.getOrDefault(node.number(), NONE).last());
  }

  /**
   * Asks what another node has of a broadcast, when it is its turn. For this one nothing is lost.
   */
  void inquire(BroadcastId id, Node node) {
    if (node.number() != self) {
      inquiries.add(id, node);
    }
  }

  /** Takes note that a node was given its time to answer. */
  void unanswered(int node) {
    inquiries.unanswered(node);
  }

  /** Asks no more about a broadcast. */
  void forget(BroadcastId id) {
    inquiries.forget(id);
  }

  /** Asks a node something, to see when it answers. */
  void probe(Node node) {
    ask(probes.of(node.number()), node);
  }

  private void askAgain(BroadcastId id, Node node) {
    traffic.add(node.number(), Traffic.Count.RETRIES);
    ask(id, node);
  }

  private void ask(BroadcastId id, Node node) {
    silence.asked(node.number());
    tell(node, new NodeMessage.Inquire(id, replyTo));
  }

  void tell(Node node, NodeMessage message) {
    traffic.sent(node.number(), message);
    node.gateway().tell(message);
  }

  /** Takes note of what a node said about a broadcast; true if it was asked for it. */
  boolean heard(BroadcastId id, int node, NodeMessage message) {
    traffic.heard(node, message);
    silence.heard(node);
    probes.heard(id, node).ifPresent(lag -> traffic.lag(node, lag));
    Unheard before = unheard.get(node);
    if (before != null) {
      before.heard(id);
    }
    return inquiries.heard(id, node);
  }

  /** How it stands with a node of whose parts so many are waited for. */
  Standing standing(int node, int waiting) {
    Unheard before = unheard.getOrDefault(node, NONE);
    return new Standing(silence.isSuspect(node), waiting, before.broadcasts(), before.bytes());
  }

  /** Forgets all nodes but these. */
  void keepOnly(Set<Integer> nodes) {
    unheard.keySet().retainAll(nodes);
    probes.keepOnly(nodes);
    silence.keepOnly(nodes);
    inquiries.keepOnly(nodes);
  }
}
