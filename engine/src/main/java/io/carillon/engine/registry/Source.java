package io.carillon.engine.registry;

import org.apache.pekko.actor.typed.ActorRef;

/** Where a snapshot of members comes from. */
@FunctionalInterface
interface Source {
  /** Asks for the snapshot of this moment; it is sent, now or later, under this number. */
  void ask(long number, ActorRef<Found> replyTo);
}
