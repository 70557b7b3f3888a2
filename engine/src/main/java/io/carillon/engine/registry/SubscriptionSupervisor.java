package io.carillon.engine.registry;

import io.carillon.engine.message.Subscription;
import io.carillon.engine.message.Target;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Owns the subscriptions of every connection of the node and finds whom a notification concerns.
 *
 * <p>One for all pages, so that a connection's whole set changes between two notifications and
 * never during one. The registry tells it who has left.
 */
final class SubscriptionSupervisor extends AbstractBehavior<SubscriptionSupervisor.Command> {

  sealed interface Command {}

  /** A connection has these subscriptions from now on, and no others. */
  record Replace(Member member, Set<Subscription> subscriptions, ActorRef<Boolean> replyTo)
      implements Command {}

  /** A connection is gone. */
  record Leave(Member member) implements Command {}

  record Resolve(long question, Target.Subscribed notification, ActorRef<Found> replyTo)
      implements Command {}

  static Behavior<Command> create(int lanes) {
    return Behaviors.setup(context -> new SubscriptionSupervisor(context, lanes));
  }

  private final int lanes;
  private final SubscriptionIndex<Member> index = new SubscriptionIndex<>();

  private SubscriptionSupervisor(ActorContext<Command> context, int lanes) {
    super(context);
    this.lanes = lanes;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Resolve.class, this::onResolve)
        .onMessage(Replace.class, this::onReplace)
        .onMessage(Leave.class, this::onLeave)
        .build();
  }

  private Behavior<Command> onResolve(Resolve resolve) {
    Members members = Members.of(index.matches(resolve.notification), lanes);
    resolve.replyTo.tell(new Found(resolve.question, members));
    return this;
  }

  private Behavior<Command> onReplace(Replace replace) {
    index.replace(replace.member, replace.subscriptions);
    replace.replyTo.tell(true);
    return this;
  }

  private Behavior<Command> onLeave(Leave leave) {
    index.replace(leave.member, Set.of());
    return this;
  }
}
