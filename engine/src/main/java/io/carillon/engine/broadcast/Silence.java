package io.carillon.engine.broadcast;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Which of the other nodes do not answer what they answer at once.
 *
 * <table>
 *   <caption>States of a node</caption>
 *   <tr><td>asked</td><td>it was asked something and has said nothing since</td></tr>
 *   <tr><td>silent</td><td>the same for {@link #SILENT_AFTER}</td></tr>
 *   <tr><td>suspect</td><td>the same, and it let a broadcast's deadline pass</td></tr>
 * </table>
 *
 * Any word of the node ends all three. Owned by its {@link Coordinator}; not thread-safe.
 */
final class Silence {
  /** As for connections: without progress for so long, answers do not wait for one. */
  static final Duration SILENT_AFTER = Duration.ofMillis(500);

  private enum State {
    ASKED,
    SILENT,
    SUSPECT
  }

  private final TimerScheduler<Coordinator.Command> timers;
  private final Map<Integer, State> states = new HashMap<>();

  /**
   * Everybody has spoken.
   *
   * @param timers tell the owner when a silence lasts
   */
  Silence(TimerScheduler<Coordinator.Command> timers) {
    this.timers = timers;
  }

  /** Takes note that a node was asked what it answers at once. */
  void asked(int node) {
    if (states.putIfAbsent(node, State.ASKED) == null) {
      Coordinator.Silent silent = new Coordinator.Silent(node);
      timers.startSingleTimer(silent, silent, SILENT_AFTER);
    }
  }

  /** Takes note that the time is over. */
  void lasts(int node) {
    states.replace(node, State.ASKED, State.SILENT);
  }

  /** Takes note that a broadcast has waited for a node until its deadline. */
  void letDeadlinePass(int node) {
    states.replace(node, State.SILENT, State.SUSPECT);
  }

  /** Takes note that a node has spoken. */
  void heard(int node) {
    if (states.remove(node) != null) {
      timers.cancel(new Coordinator.Silent(node));
    }
  }

  boolean isSuspect(int node) {
    return states.get(node) == State.SUSPECT;
  }

  /** Forgets all nodes but these. */
  void keepOnly(Set<Integer> nodes) {
    Set.copyOf(states.keySet()).stream().filter(node -> !nodes.contains(node)).forEach(this::heard);
  }
}
