package io.carillon.engine.registry;

import io.carillon.engine.label.Label;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.Labelled;
import java.util.List;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Owns the membership of one tag, group or user: who has the label, how many, and a snapshot for
 * broadcasts.
 *
 * <p>Watches its members, so a connection whose actor died is gone from it. Tells the registry when
 * it runs empty and stops when told.
 */
final class LabelSupervisor extends AbstractBehavior<LabelSupervisor.Command> {

  sealed interface Command {}

  /** A connection has the label from now on. */
  record Join(Member member, ActorRef<Labelled> replyTo) implements Command {}

  /** A connection has the label no longer. */
  record Leave(Member member, ActorRef<Done> replyTo) implements Command {}

  /** A connection is gone. */
  record Gone(Member member) implements Command {}

  /** Nobody has the label any more, and all that had are told; answered with their number. */
  record Dissolve(ActorRef<Integer> replyTo) implements Command {}

  record Resolve(long question, ActorRef<Found> replyTo) implements Command {}

  record Count(ActorRef<Integer> replyTo) implements Command {}

  enum Stop implements Command {
    INSTANCE
  }

  static Behavior<Command> create(Label label, int lanes, ActorRef<Registry.Command> registry) {
    return Behaviors.setup(context -> new LabelSupervisor(context, label, lanes, registry));
  }

  private final Label label;
  private final ActorRef<Registry.Command> registry;
  private final Membership members;
  private int joins;

  private LabelSupervisor(
      ActorContext<Command> context, Label label, int lanes, ActorRef<Registry.Command> registry) {
    super(context);
    this.label = label;
    this.registry = registry;
    this.members = new Membership(lanes);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Resolve.class, this::onResolve)
        .onMessage(Join.class, this::onJoin)
        .onMessage(Leave.class, this::onLeave)
        .onMessage(Gone.class, this::onGone)
        .onMessage(Dissolve.class, this::onDissolve)
        .onMessage(Count.class, this::onCount)
        .onMessage(Stop.class, this::onStop)
        .build();
  }

  private Behavior<Command> onResolve(Resolve resolve) {
    resolve.replyTo.tell(new Found(resolve.question, members.snapshot()));
    return this;
  }

  private Behavior<Command> onJoin(Join join) {
    joins++;
    if (members.add(join.member)) {
      getContext().watchWith(join.member.actor(), new Gone(join.member));
    }
    join.replyTo.tell(Labelled.DONE);
    return this;
  }

  private Behavior<Command> onLeave(Leave leave) {
    getContext().unwatch(leave.member.actor());
    remove(leave.member);
    leave.replyTo.tell(Done.getInstance());
    return this;
  }

  private Behavior<Command> onGone(Gone gone) {
    remove(gone.member);
    return this;
  }

  private Behavior<Command> onDissolve(Dissolve dissolve) {
    List<Member> all = members.snapshot().toList();
    for (Member each : all) {
      each.profile().relabel(labels -> labels.without(label));
      getContext().unwatch(each.actor());
      remove(each);
      each.actor().tell(new ConnectionCommand.Dissolved(label));
    }
    dissolve.replyTo.tell(all.size());
    return this;
  }

  private Behavior<Command> onCount(Count count) {
    count.replyTo.tell(members.size());
    return this;
  }

  private Behavior<Command> onStop(Stop stop) {
    return Behaviors.stopped();
  }

  private void remove(Member member) {
    members.remove(member);
    if (members.isEmpty()) {
      registry.tell(new Registry.LabelIdle(label, joins));
    }
  }
}
