package io.carillon.engine.registry;

import org.apache.pekko.actor.typed.ActorRef;

/** A supervisor in use, with the number of joins it was sent. */
final class Supervised<C> {
  final ActorRef<C> actor;
  int joins;

  Supervised(ActorRef<C> actor) {
    this.actor = actor;
  }
}
