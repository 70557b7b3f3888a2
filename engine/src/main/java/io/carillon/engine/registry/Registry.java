package io.carillon.engine.registry;

import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.application.Lifecycles;
import io.carillon.engine.label.Formula;
import io.carillon.engine.label.Label;
import io.carillon.engine.label.TagExpression;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Subscription;
import io.carillon.engine.message.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Knows every open connection of this node by its id, and the supervisor of every route and label
 * in use.
 *
 * <p>Names connections, gives each a lane, and is the parent of their actors. All questions about
 * membership pass through here, so they are answered in the order in which they and the changes
 * arrived. A supervisor that ran empty is stopped unless somebody joined meanwhile.
 */
public final class Registry extends AbstractBehavior<Registry.Command> {

  /** What may be said to the registry. */
  public sealed interface Command {}

  /** Lets a connection in, or refuses it while draining. */
  public record Register(Candidate candidate) implements Command {}

  /** Who matches; {@code route} narrows {@link Target.Everyone}, and may narrow the others. */
  public record Resolve(
      long question, Target.Selection selection, Optional<String> route, ActorRef<Found> replyTo)
      implements Command {}

  /** How many are open, or open on a route. */
  public record Count(Optional<String> route, ActorRef<Integer> replyTo) implements Command {}

  /** How many have a label. */
  public record CountLabel(Label label, ActorRef<Integer> replyTo) implements Command {}

  /**
   * Hands a command to the connection with this id, which answers it; {@code ifAbsent} runs instead
   * if there is none, on the registry's thread, and must not block.
   */
  public record Forward(ConnectionId id, ConnectionCommand command, Runnable ifAbsent)
      implements Command {}

  /** From a connection whose stream has ended; it is released once nothing leads to it. */
  public record Leave(Profile profile, ActorRef<ConnectionCommand> connection) implements Command {}

  /** Routes with at least one connection. */
  public record Routes(ActorRef<List<String>> replyTo) implements Command {}

  /** The names of one kind that at least one connection has. */
  public record Names(Label.Kind kind, ActorRef<List<String>> replyTo) implements Command {}

  /**
   * Drops a connection at once: nothing sent later counts it, and no later question finds it unless
   * somebody wants to know before it closes. False if there is none, or it was dropped before.
   */
  public record Kill(ConnectionId id, ActorRef<Boolean> replyTo) implements Command {}

  /**
   * Gives a connection another id; all that is known of it stays with it. False if there is none
   * with the current id, or one with the next.
   */
  public record Rename(ConnectionId current, ConnectionId next, ActorRef<Boolean> replyTo)
      implements Command {}

  /** From a connection: it has a label. */
  public record JoinLabel(Label label, Profile profile, ActorRef<Labelled> replyTo)
      implements Command {}

  /** From a connection: it has a label no longer. */
  public record LeaveLabel(Label label, Profile profile, ActorRef<Done> replyTo)
      implements Command {}

  /** Takes a label off everybody; answered with their number once no broadcast finds them by it. */
  public record Dissolve(Label label, ActorRef<Integer> replyTo) implements Command {}

  /**
   * From an application: a connection's subscriptions, all of them. False if it is gone.
   *
   * @param id asked here, where ids change
   */
  public record Subscribe(
      Supplier<ConnectionId> id, Set<Subscription> subscriptions, ActorRef<Boolean> replyTo)
      implements Command {
    public Subscribe {
      subscriptions = Set.copyOf(subscriptions);
    }
  }

  /**
   * Lets nobody in any more and closes everybody; answered when the last one is gone. Further waves
   * change nothing, but {@link Waves#NONE} closes the rest at once.
   */
  public record Drain(Waves waves, ActorRef<Done> replyTo) implements Command {}

  /** It is time for the next wave. */
  enum NextWave implements Command {
    INSTANCE
  }

  /** A connection's actor has ended. */
  record Left(Member member) implements Command {}

  /** A route ran empty after this many joins. */
  record RouteIdle(String route, int joins) implements Command {}

  /** A label ran empty after this many joins. */
  record LabelIdle(Label label, int joins) implements Command {}

  /** The registry of a node. */
  public static Behavior<Command> create(
      int node, int lanes, StateSettings state, Lifecycles lifecycles) {
    boolean killedStay = lifecycles.want(Lifecycle.Event.BEFORE_CLOSE);
    return Behaviors.setup(context -> new Registry(context, node, lanes, state, killedStay));
  }

  private final int node;
  private final int lanes;
  private final StateSettings state;
  private final boolean killedStay;
  private final GhostPlaces ghostPlaces;
  private final Map<ConnectionId, Member> byId = new HashMap<>();
  private final Everyone everyone;
  private final Map<String, Supervised<RouteSupervisor.Command>> routes = new HashMap<>();
  private final LabelIndex labels;
  private final Slots slots = new Slots();
  private final Departure departure = new Departure();
  private final Set<Member> subscribers = new HashSet<>();
  private final ActorRef<SubscriptionSupervisor.Command> subscriptions;
  private int nextLane;
  private int actors;

  private Registry(
      ActorContext<Command> context, int node, int lanes, StateSettings state, boolean killedStay) {
    super(context);
    this.node = node;
    this.lanes = lanes;
    this.state = state;
    this.killedStay = killedStay;
    this.ghostPlaces = new GhostPlaces(state.maxGhosts());
    this.everyone = new Everyone(lanes);
    this.labels = new LabelIndex(lanes, this::superviseLabel, context.getSystem().ignoreRef());
    this.subscriptions = supervised(SubscriptionSupervisor.create(lanes));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Resolve.class, this::onResolve)
        .onMessage(Register.class, this::onRegister)
        .onMessage(Left.class, this::onLeft)
        .onMessage(Forward.class, this::onForward)
        .onMessage(Leave.class, this::onLeave)
        .onMessage(Count.class, this::onCount)
        .onMessage(CountLabel.class, this::onCountLabel)
        .onMessage(Routes.class, this::onRoutes)
        .onMessage(Names.class, this::onNames)
        .onMessage(JoinLabel.class, this::onJoinLabel)
        .onMessage(LeaveLabel.class, this::onLeaveLabel)
        .onMessage(Dissolve.class, this::onDissolve)
        .onMessage(Subscribe.class, this::onSubscribe)
        .onMessage(Kill.class, this::onKill)
        .onMessage(Rename.class, this::onRename)
        .onMessage(RouteIdle.class, this::onRouteIdle)
        .onMessage(LabelIdle.class, this::onLabelIdle)
        .onMessage(Drain.class, this::onDrain)
        .onMessage(NextWave.class, this::onNextWave)
        .build();
  }

  private Behavior<Command> onResolve(Resolve resolve) {
    if (resolve.selection instanceof Target.Holding holding) {
      resolveLabels(resolve, holding.labels());
    } else if (resolve.selection instanceof Target.Matching matching) {
      resolveExpression(resolve, matching.expression());
    } else if (resolve.selection instanceof Target.OnListener on) {
      answer(resolve, everyone.snapshot(on));
    } else if (resolve.selection instanceof Target.Listed listed) {
      answer(resolve, Members.of(find(listed.ids()), lanes));
    } else if (resolve.selection instanceof Target.Subscribed notification) {
      subscriptions.tell(
          new SubscriptionSupervisor.Resolve(resolve.question, notification, resolve.replyTo));
    } else {
      resolveEveryone(resolve.question, resolve.route, resolve.replyTo);
    }
    return this;
  }

  private Behavior<Command> onRegister(Register register) {
    Candidate candidate = register.candidate;
    if (departure.hasBegun()) {
      candidate.refused();
      return this;
    }
    Profile profile = new Profile(ConnectionId.random(node), state, ghostPlaces);
    ActorRef<ConnectionCommand> actor =
        getContext().spawnAnonymous(candidate.behavior(profile, getContext().getSelf()));
    Member member =
        new Member(
            profile,
            candidate.route(),
            nextLane,
            slots.take(),
            candidate.outbox(),
            candidate.endpoint(),
            actor);
    nextLane = (nextLane + 1) % lanes;
    byId.put(profile.id(), member);
    everyone.add(candidate.listener(), candidate.protocol(), member);
    getContext().watchWith(actor, new Left(member));
    actors++;
    Supervised<RouteSupervisor.Command> route =
        routes.computeIfAbsent(candidate.route(), this::superviseRoute);
    route.joins++;
    route.actor.tell(new RouteSupervisor.Join(member, candidate));
    return this;
  }

  private Behavior<Command> onLeft(Left left) {
    actors--;
    if (byId.remove(left.member.id(), left.member)) {
      leaveAll(left.member);
    }
    return announceDrained();
  }

  private Behavior<Command> onForward(Forward forward) {
    Member member = byId.get(forward.id);
    if (member == null) {
      forward.ifAbsent.run();
    } else {
      member.actor().tell(forward.command);
    }
    return this;
  }

  private Behavior<Command> onLeave(Leave leave) {
    Member member = find(leave.profile);
    if (member != null) {
      byId.remove(member.id());
      leaveAll(member);
    }
    leave.connection.tell(ConnectionCommand.Released.INSTANCE);
    return this;
  }

  private Behavior<Command> onCount(Count count) {
    if (count.route.isEmpty()) {
      count.replyTo.tell(everyone.size());
    } else if (routes.containsKey(count.route.get())) {
      routes.get(count.route.get()).actor.tell(new RouteSupervisor.Count(count.replyTo));
    } else {
      count.replyTo.tell(0);
    }
    return this;
  }

  private Behavior<Command> onCountLabel(CountLabel count) {
    labels
        .find(count.label)
        .ifPresentOrElse(
            holders -> holders.tell(new LabelSupervisor.Count(count.replyTo)),
            () -> count.replyTo.tell(0));
    return this;
  }

  private Behavior<Command> onRoutes(Routes list) {
    list.replyTo.tell(List.copyOf(routes.keySet()));
    return this;
  }

  private Behavior<Command> onNames(Names list) {
    list.replyTo.tell(labels.names(list.kind));
    return this;
  }

  private Behavior<Command> onJoinLabel(JoinLabel join) {
    Member member = find(join.profile);
    if (member == null) {
      join.replyTo.tell(Labelled.UNKNOWN_CONNECTION);
    } else {
      labels.join(member, join.label, join.replyTo);
    }
    return this;
  }

  private Behavior<Command> onLeaveLabel(LeaveLabel leave) {
    Member member = find(leave.profile);
    if (member == null) {
      leave.replyTo.tell(Done.getInstance());
    } else {
      labels.leave(member, leave.label, leave.replyTo);
    }
    return this;
  }

  private Behavior<Command> onSubscribe(Subscribe subscribe) {
    Member member = byId.get(subscribe.id.get());
    if (member == null) {
      subscribe.replyTo.tell(false);
    } else {
      subscribers.add(member);
      subscriptions.tell(
          new SubscriptionSupervisor.Replace(member, subscribe.subscriptions, subscribe.replyTo));
    }
    return this;
  }

  private Behavior<Command> onDissolve(Dissolve dissolve) {
    labels
        .find(dissolve.label)
        .ifPresentOrElse(
            holders -> holders.tell(new LabelSupervisor.Dissolve(dissolve.replyTo)),
            () -> dissolve.replyTo.tell(0));
    return this;
  }

  private Behavior<Command> onKill(Kill kill) {
    Member member = byId.get(kill.id);
    boolean kills = member != null && member.profile().kill();
    if (kills) {
      member.outbox().close(FailureReason.CLOSED);
      member.actor().tell(ConnectionCommand.Kill.INSTANCE);
      if (!killedStay) {
        byId.remove(kill.id);
        leaveAll(member);
      }
    }
    kill.replyTo.tell(kills);
    return this;
  }

  private Behavior<Command> onRename(Rename rename) {
    Member member = byId.get(rename.current);
    boolean possible = member != null && !byId.containsKey(rename.next);
    if (possible) {
      byId.remove(rename.current);
      byId.put(rename.next, member);
      member.profile().rename(rename.next);
    }
    rename.replyTo.tell(possible);
    return this;
  }

  private Behavior<Command> onRouteIdle(RouteIdle idle) {
    Supervised<RouteSupervisor.Command> route = routes.get(idle.route);
    if (route != null && route.joins == idle.joins) {
      routes.remove(idle.route);
      route.actor.tell(RouteSupervisor.Stop.INSTANCE);
    }
    return this;
  }

  private Behavior<Command> onLabelIdle(LabelIdle idle) {
    labels.idle(idle.label, idle.joins);
    return this;
  }

  private Behavior<Command> onDrain(Drain drain) {
    if (departure.begin(drain.waves, byId.values())) {
      onNextWave(NextWave.INSTANCE);
    }
    departure.tellAtTheEnd(drain.replyTo);
    return announceDrained();
  }

  private Behavior<Command> onNextWave(NextWave next) {
    departure
        .closeNext(member -> find(member.profile()) == member)
        .ifPresent(pause -> getContext().scheduleOnce(pause, getContext().getSelf(), next));
    return this;
  }

  /**
   * Its route may have ended already: the news that the actor is gone reaches the supervisors and
   * this registry in any order. Its slot is free once every supervisor has been told.
   */
  private void leaveAll(Member member) {
    everyone.remove(member);
    Supervised<RouteSupervisor.Command> route = routes.get(member.route());
    if (route != null) {
      route.actor.tell(new RouteSupervisor.Leave(member));
    }
    labels.leaveAll(member);
    if (subscribers.remove(member)) {
      subscriptions.tell(new SubscriptionSupervisor.Leave(member));
    }
    slots.free(member.slot());
  }

  /** The actors are what is waited for: each tells of its end after it is forgotten here. */
  private Behavior<Command> announceDrained() {
    if (actors == 0) {
      departure.ended();
    }
    return this;
  }

  private void resolveLabels(Resolve resolve, List<Label> wanted) {
    List<List<Source>> sets =
        wanted.stream().distinct().map(labels::source).filter(set -> !set.isEmpty()).toList();
    if (sets.isEmpty()) {
      answer(resolve, Members.empty(lanes));
    } else {
      resolveFormula(resolve, Formula.anyOfFirst(sets.size()), sets);
    }
  }

  private void resolveExpression(Resolve resolve, TagExpression expression) {
    List<List<Source>> sets = new ArrayList<>();
    expression.patterns().forEach(pattern -> sets.add(labels.sources(pattern)));
    if (!expression.formula().isBounded()) {
      sets.add(List.of((number, to) -> resolveEveryone(number, resolve.route, to)));
    }
    resolveFormula(resolve, expression.formula(), sets);
  }

  /** One snapshot is the answer itself; several are put together elsewhere. */
  private void resolveFormula(Resolve resolve, Formula formula, List<List<Source>> sets) {
    int snapshots = sets.stream().mapToInt(List::size).sum();
    if (snapshots == 0) {
      answer(resolve, Members.empty(lanes));
    } else if (snapshots == 1 && formula.size() == 1 && formula.isBounded()) {
      sets.get(0).get(0).ask(resolve.question, resolve.replyTo);
    } else {
      Resolver.Question question =
          new Resolver.Question(resolve.question, formula, sets.size(), snapshots, resolve.replyTo);
      ActorRef<Found> resolver = getContext().spawnAnonymous(Resolver.create(question)).narrow();
      for (int set = 0; set < sets.size(); set++) {
        for (Source each : sets.get(set)) {
          each.ask(set, resolver);
        }
      }
    }
  }

  private void resolveEveryone(long question, Optional<String> route, ActorRef<Found> replyTo) {
    if (route.isEmpty()) {
      replyTo.tell(new Found(question, everyone.snapshot()));
    } else if (routes.containsKey(route.get())) {
      routes.get(route.get()).actor.tell(new RouteSupervisor.Resolve(question, replyTo));
    } else {
      replyTo.tell(new Found(question, Members.empty(lanes)));
    }
  }

  private void answer(Resolve resolve, Members members) {
    resolve.replyTo.tell(new Found(resolve.question, members));
  }

  /** The member that this profile is of; null if it is gone, even if another has its id now. */
  private Member find(Profile profile) {
    Member member = byId.get(profile.id());
    return member != null && member.profile() == profile ? member : null;
  }

  private Set<Member> find(List<ConnectionId> ids) {
    Set<Member> found = new LinkedHashSet<>();
    for (ConnectionId id : ids) {
      Member member = byId.get(id);
      if (member != null) {
        found.add(member);
      }
    }
    return found;
  }

  private Supervised<RouteSupervisor.Command> superviseRoute(String route) {
    return supervise(RouteSupervisor.create(route, lanes, getContext().getSelf()));
  }

  private Supervised<LabelSupervisor.Command> superviseLabel(Label label) {
    return supervise(LabelSupervisor.create(label, lanes, getContext().getSelf()));
  }

  /** A fault costs a supervisor the message that met it, not its members. */
  private <C> Supervised<C> supervise(Behavior<C> behavior) {
    return new Supervised<>(supervised(behavior));
  }

  private <C> ActorRef<C> supervised(Behavior<C> behavior) {
    return getContext()
        .spawnAnonymous(Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume()));
  }
}
