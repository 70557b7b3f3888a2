package io.carillon.engine;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** What becomes of the actors that a node has one of when they meet a fault. */
final class Supervision {
  private Supervision() {}

  /**
   * For those who know what cannot be had again: a fault costs the message that met it, and is
   * logged.
   */
  static <C> Behavior<C> resuming(Behavior<C> behavior) {
    return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume());
  }
}
