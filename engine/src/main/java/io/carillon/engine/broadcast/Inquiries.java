package io.carillon.engine.broadcast;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.node.Node;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Which node is asked what it has of which broadcast: one question at a time for each node, the
 * others in turn, so that one that is silent is not buried under questions.
 *
 * <p>The next one is asked when the node has answered, or after {@link #PATIENCE}: answers can be
 * lost. Each broadcast waits at most once for each node, and only until it is answered. Owned by
 * its {@link Coordinator}; not thread-safe.
 */
final class Inquiries {
  /** Longer than nodes take to answer, even those that are busy. */
  static final Duration PATIENCE = Duration.ofMillis(250);

  private static final class Turns {
    final Node node;
    final Set<BroadcastId> waiting = new LinkedHashSet<>();
    BroadcastId underWay;

    Turns(Node node) {
      this.node = node;
    }
  }

  private final TimerScheduler<Coordinator.Command> timers;
  private final BiConsumer<BroadcastId, Node> ask;
  private final Map<Integer, Turns> byNode = new HashMap<>();

  /**
   * Nobody is asked anything.
   *
   * @param timers tell the owner when the time for an answer is over
   * @param ask sends a question
   */
  Inquiries(TimerScheduler<Coordinator.Command> timers, BiConsumer<BroadcastId, Node> ask) {
    this.timers = timers;
    this.ask = ask;
  }

  /** Asks about a broadcast when it is its turn. */
  void add(BroadcastId id, Node node) {
    Turns turns = byNode.computeIfAbsent(node.number(), key -> new Turns(node));
    turns.waiting.add(id);
    askNext(turns);
  }

  /** Whether a node has answered what it was asked. */
  boolean isFree(Node node) {
    Turns turns = byNode.get(node.number());
    return turns == null || turns.underWay == null;
  }

  /** Takes note of a word about a broadcast; true if the node was asked for it. */
  boolean heard(BroadcastId id, int node) {
    Turns turns = byNode.get(node);
    if (turns == null) {
      return false;
    }
    turns.waiting.remove(id);
    return id.equals(turns.underWay) && end(turns);
  }

  /** Takes note that the time for an answer is over. */
  void unanswered(int node) {
    Turns turns = byNode.get(node);
    if (turns != null) {
      end(turns);
    }
  }

  /** Asks nobody about this broadcast any more. */
  void forget(BroadcastId id) {
    byNode.values().forEach(turns -> turns.waiting.remove(id));
  }

  /** Forgets all nodes but these. */
  void keepOnly(Set<Integer> nodes) {
    for (int node : Set.copyOf(byNode.keySet())) {
      if (!nodes.contains(node)) {
        byNode.remove(node);
        timers.cancel(new Coordinator.Unanswered(node));
      }
    }
  }

  private boolean end(Turns turns) {
    turns.underWay = null;
    askNext(turns);
    return true;
  }

  private void askNext(Turns turns) {
    Iterator<BroadcastId> oldestFirst = turns.waiting.iterator();
    if (turns.underWay == null && oldestFirst.hasNext()) {
      turns.underWay = oldestFirst.next();
      oldestFirst.remove();
      Coordinator.Unanswered unanswered = new Coordinator.Unanswered(turns.node.number());
      timers.startSingleTimer(unanswered, unanswered, PATIENCE);
      ask.accept(turns.underWay, turns.node);
    }
  }
}
