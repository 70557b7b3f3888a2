package io.carillon.engine.registry;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Owns the membership of one route: who is on it, how many, and a snapshot for broadcasts.
 *
 * <p>Watches its members, so a connection whose actor died is gone from it. Tells the registry when
 * it runs empty and stops when told.
 */
final class RouteSupervisor extends AbstractBehavior<RouteSupervisor.Command> {

  sealed interface Command {}

  /** A connection opens on this route; it hears so once it is in. */
  record Join(Member member, Candidate candidate) implements Command {}

  /** A connection is gone; unknown ones are ignored. */
  record Leave(Member member) implements Command {}

  record Resolve(long question, ActorRef<Found> replyTo) implements Command {}

  record Count(ActorRef<Integer> replyTo) implements Command {}

  enum Stop implements Command {
    INSTANCE
  }

  static Behavior<Command> create(String route, int lanes, ActorRef<Registry.Command> registry) {
    return Behaviors.setup(context -> new RouteSupervisor(context, route, lanes, registry));
  }

  private final String route;
  private final ActorRef<Registry.Command> registry;
  private final Membership members;
  private int joins;

  private RouteSupervisor(
      ActorContext<Command> context, String route, int lanes, ActorRef<Registry.Command> registry) {
    super(context);
    this.route = route;
    this.registry = registry;
    this.members = new Membership(lanes);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Resolve.class, this::onResolve)
        .onMessage(Join.class, this::onJoin)
        .onMessage(Leave.class, this::onLeave)
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
    members.add(join.member);
    getContext().watchWith(join.member.actor(), new Leave(join.member));
    join.candidate.opened(join.member);
    return this;
  }

  private Behavior<Command> onLeave(Leave leave) {
    if (members.remove(leave.member) && members.isEmpty()) {
      registry.tell(new Registry.RouteIdle(route, joins));
    }
    return this;
  }

  private Behavior<Command> onCount(Count count) {
    count.replyTo.tell(members.size());
    return this;
  }

  private Behavior<Command> onStop(Stop stop) {
    return Behaviors.stopped();
  }
}
