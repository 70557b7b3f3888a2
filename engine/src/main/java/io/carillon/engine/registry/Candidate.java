package io.carillon.engine.registry;

import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.message.ConnectionCommand;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * A connection whose handshake was found good and that waits to be let in.
 *
 * <p>Either {@link #opened} or {@link #refused} is called once, on an actor's thread; neither may
 * block.
 */
public interface Candidate {
  /** The name of the listener that accepted it. */
  String listener();

  /** The name of the protocol that its route speaks. */
  String protocol();

  String route();

  Outbox outbox();

  Endpoint endpoint();

  /** The behaviour of the connection's actor. */
  Behavior<ConnectionCommand> behavior(Profile profile, ActorRef<Registry.Command> registry);

  /** It is a member now: broadcasts reach its outbox. */
  void opened(Member member);

  /** The node lets nobody in any more: it is draining. */
  void refused();
}
