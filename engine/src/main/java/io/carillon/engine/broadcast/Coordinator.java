package io.carillon.engine.broadcast;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.Node;
import io.carillon.engine.node.NodeMessage;
import io.carillon.engine.node.Part;
import io.carillon.engine.node.Pieces;
import io.carillon.engine.node.Roster;
import io.carillon.engine.node.Standing;
import io.carillon.engine.node.Traffic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Carries a broadcast out on all nodes and answers with the sum of their parts.
 *
 * <p>Who is asked is settled when the broadcast begins: the nodes that are there then, this one
 * among them, each with one message, or with its {@link Pieces} where it is large. One that has not
 * answered is asked every {@link #RETRY_AFTER} what it has, by the broadcast's id, when it is its
 * turn ({@link Inquiries}), and only what was lost on the way is sent again; nothing, if a later
 * broadcast has been sent to the node, which must not overtake it. One that is lost, lacks what
 * cannot be sent again, or is silent until the deadline, is named as missing, and the rest is
 * counted. Once one has been silent until a deadline, later broadcasts are sent to it but wait for
 * it {@link #GRACE} only, until it says something ({@link Silence}). The answer comes when
 * everybody has answered or is lost, when the quorum is reached, or at the deadline, whichever is
 * first. Refused is only what every node that it was sent to refused, so that it can be repeated.
 * Holds at most {@code limit} unanswered broadcasts and refuses more.
 */
public final class Coordinator extends AbstractBehavior<Coordinator.Command> {
  /** Messages are seldom lost: with the connection to a node, or when too many wait for it. */
  static final Duration RETRY_AFTER = Duration.ofMillis(250);

  /** So long a broadcast waits for a node that is suspect: one that is back answers sooner. */
  static final Duration GRACE = Duration.ofMillis(50);

  /** How far behind each node is, is measured so often. */
  static final Duration PROBE_EVERY = Duration.ofSeconds(1);

  /** The nodes' own deadlines are this much earlier at most, for what they say to arrive. */
  private static final Duration MOST_MARGIN = Duration.ofMillis(250);

  private static final int MARGIN_DIVISOR = 10;

  /** What may be said to the coordinator. */
  public sealed interface Command {}

  /** Send this message to the target, wherever it is connected. */
  public record Broadcast(
      BroadcastId id,
      Target target,
      Message message,
      BroadcastOptions options,
      ActorRef<Broadcaster.Answer> replyTo)
      implements Command {}

  /** Who is there from now on. */
  public record NodesChanged(Roster roster) implements Command {}

  private record Said(NodeMessage message) implements Command {}

  private record Retry(BroadcastId id) implements Command {}

  private record Deadline(BroadcastId id) implements Command {}

  private record Grace(BroadcastId id) implements Command {}

  record Silent(int node) implements Command {}

  record Unanswered(int node) implements Command {}

  private enum ProbeTick implements Command {
    TICK
  }

  /**
   * The coordinator of a node, which knows of nobody yet.
   *
   * @param self the number of the node
   * @param limit most broadcasts in flight
   */
  public static Behavior<Command> create(
      int self, int limit, Pieces pieces, Receipts receipts, Traffic traffic) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new Coordinator(context, timers, self, limit, pieces, receipts, traffic)));
  }

  private final TimerScheduler<Command> timers;
  private final int self;
  private final int limit;
  private final Pieces pieces;
  private final Receipts receipts;
  private final Traffic traffic;
  private final Silence silence;
  private final Courier courier;
  private final ActorRef<NodeMessage> said;
  private final Map<BroadcastId, Gathering> inFlight = new HashMap<>();
  private Roster roster = Roster.EMPTY;

  private Coordinator(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      int self,
      int limit,
      Pieces pieces,
      Receipts receipts,
      Traffic traffic) {
    super(context);
    this.timers = timers;
    this.self = self;
    this.limit = limit;
    this.pieces = pieces;
    this.receipts = receipts;
    this.traffic = traffic;
    this.said = context.messageAdapter(NodeMessage.class, Said::new);
    this.silence = new Silence(timers);
    this.courier = new Courier(self, traffic, silence, timers, said);
    timers.startTimerWithFixedDelay(ProbeTick.TICK, PROBE_EVERY);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Broadcast.class, this::onBroadcast)
        .onMessage(Said.class, this::onSaid)
        .onMessage(Retry.class, this::onRetry)
        .onMessage(Deadline.class, this::onDeadline)
        .onMessage(Grace.class, this::onGrace)
        .onMessage(Silent.class, this::onSilent)
        .onMessage(Unanswered.class, this::onUnanswered)
        .onMessage(ProbeTick.class, this::onProbeTick)
        .onMessage(NodesChanged.class, this::onNodesChanged)
        .build();
  }

  private Behavior<Command> onBroadcast(Broadcast broadcast) {
    BroadcastId id = broadcast.id;
    if (inFlight.size() >= limit) {
      broadcast.replyTo.tell(new Broadcaster.Refused(id, inFlight.size()));
      return this;
    }
    NodeMessage.Deliver deliver = deliver(broadcast);
    Gathering current = new Gathering(broadcast, deliver, pieces.of(deliver), roster);
    timers.startSingleTimer(new Deadline(id), new Deadline(id), broadcast.options.timeout());
    timers.startTimerWithFixedDelay(new Retry(id), new Retry(id), RETRY_AFTER);
    inFlight.put(id, current);
    if (current.pieces.isEmpty()) {
      getContext().getLog().warn("a broadcast is too large for other nodes: {}", id);
      current.giveUp(node -> node.number() != self);
    }
    long bytes = current.bytes();
    current.giveUp(node -> !courier.hasRoom(node, bytes));
    current.waitingFor.values().forEach(node -> send(current, node));
    current.sent();
    if (current.waitingFor.keySet().stream().anyMatch(silence::isSuspect)) {
      timers.startSingleTimer(new Grace(id), new Grace(id), GRACE);
    }
    if (current.waitingFor.isEmpty()) {
      answer(current);
    }
    return this;
  }

  private NodeMessage.Deliver deliver(Broadcast broadcast) {
    Duration timeout = broadcast.options.timeout();
    BroadcastOptions options = broadcast.options.withTimeout(timeout.minus(margin(timeout)));
    return new NodeMessage.Deliver(
        broadcast.id, broadcast.target, broadcast.message, options, said);
  }

  private Behavior<Command> onSaid(Said said) {
    if (said.message instanceof NodeMessage.Delivered delivered) {
      courier.heard(delivered.id(), delivered.part().node(), delivered);
      onPart(delivered.id(), delivered.part());
    } else if (said.message instanceof NodeMessage.Refused refused) {
      courier.heard(refused.id(), refused.node(), refused);
      onRefused(refused);
    } else if (said.message instanceof NodeMessage.Lacking lacking) {
      if (courier.heard(lacking.id(), lacking.node(), lacking)) {
        onLacking(lacking);
      }
    } else if (said.message instanceof NodeMessage.Underway underway) {
      courier.heard(underway.id(), underway.node(), underway);
    }
    return this;
  }

  private Behavior<Command> onRetry(Retry retry) {
    Gathering current = inFlight.get(retry.id);
    if (current != null) {
      current.waitingFor.values().forEach(node -> courier.inquire(retry.id, node));
    }
    return this;
  }

  private Behavior<Command> onDeadline(Deadline deadline) {
    Gathering current = inFlight.get(deadline.id);
    if (current != null) {
      current.waitingFor.keySet().forEach(silence::letDeadlinePass);
      answer(current);
    }
    return this;
  }

  /** Whoever has spoken meanwhile is waited for as ever. */
  private Behavior<Command> onGrace(Grace grace) {
    Gathering current = inFlight.get(grace.id);
    if (current != null) {
      List<Integer> suspects =
          current.waitingFor.keySet().stream().filter(silence::isSuspect).toList();
      suspects.forEach(node -> traffic.add(node, Traffic.Count.UNANSWERED));
      current.giveUp(node -> suspects.contains(node.number()));
      answerIfSettled(current);
    }
    return this;
  }

  private Behavior<Command> onSilent(Silent silent) {
    silence.lasts(silent.node);
    return this;
  }

  private Behavior<Command> onUnanswered(Unanswered unanswered) {
    courier.unanswered(unanswered.node);
    return this;
  }

  private Behavior<Command> onProbeTick(ProbeTick tick) {
    Map<Integer, Standing> standings = new HashMap<>();
    for (Node node : roster.present().values()) {
      if (node.number() != self) {
        courier.probe(node);
        standings.put(node.number(), courier.standing(node.number(), waitingFor(node)));
      }
    }
    traffic.stand(standings);
    return this;
  }

  private int waitingFor(Node node) {
    return (int)
        inFlight.values().stream()
            .filter(each -> each.waitingFor.containsKey(node.number()))
            .count();
  }

  private Behavior<Command> onNodesChanged(NodesChanged changed) {
    roster = changed.roster;
    courier.keepOnly(roster.present().keySet());
    for (Gathering current : List.copyOf(inFlight.values())) {
      current.giveUp(node -> !roster.present().containsValue(node));
      answerIfSettled(current);
    }
    return this;
  }

  private void onPart(BroadcastId id, Part part) {
    Gathering current = inFlight.get(id);
    if (current != null) {
      current.waitingFor.remove(part.node());
      current.missing.remove(part.node());
      current.parts.put(part.node(), part);
      answerIfSettled(current);
    } else {
      traffic.add(part.node(), Traffic.Count.LATE);
    }
  }

  private void onRefused(NodeMessage.Refused refused) {
    Gathering current = inFlight.get(refused.id());
    if (current != null && current.refuse(refused.node(), refused.inFlight())) {
      traffic.add(refused.node(), Traffic.Count.REFUSED);
      answerIfSettled(current);
    }
  }

  /** What was overtaken would arrive out of order, so it does not at all. */
  private void onLacking(NodeMessage.Lacking lacking) {
    Gathering current = inFlight.get(lacking.id());
    Node node = current == null ? null : current.waitingFor.get(lacking.node());
    if (node == null) {
      return;
    }
    if (!courier.isLast(lacking.id(), node)) {
      traffic.add(node.number(), Traffic.Count.UNANSWERED);
      current.giveUp(node::equals);
      answerIfSettled(current);
    } else if (lacking.pieces().isEmpty()) {
      send(current, node);
    } else {
      lacking.pieces().stream()
          .filter(number -> number >= 0 && number < current.pieces.size())
          .forEach(number -> courier.tell(node, current.pieces.get(number)));
    }
  }

  /** For this node itself nothing is cut. */
  private void send(Gathering current, Node node) {
    if (node.number() == self) {
      node.gateway().tell(current.deliver);
    } else {
      courier.send(current.broadcast.id, node, current.pieces);
    }
  }

  private void answerIfSettled(Gathering current) {
    if (current.isSettled()) {
      answer(current);
    }
  }

  private void answer(Gathering current) {
    Broadcast broadcast = current.broadcast;
    inFlight.remove(broadcast.id);
    timers.cancel(new Deadline(broadcast.id));
    timers.cancel(new Retry(broadcast.id));
    timers.cancel(new Grace(broadcast.id));
    courier.forget(broadcast.id);
    if (current.isRefused()) {
      broadcast.replyTo.tell(new Broadcaster.Refused(broadcast.id, current.busy()));
      return;
    }
    if (!current.isSettled()) {
      current.waitingFor.keySet().forEach(node -> traffic.add(node, Traffic.Count.UNANSWERED));
    }
    current.missing.addAll(current.waitingFor.keySet());
    receipts.answered(broadcast.id, current.trace());
    broadcast.replyTo.tell(
        new Broadcaster.Answered(
            Merge.receipt(
                broadcast.id,
                current.startedAt,
                broadcast.options.level(),
                current.parts.values(),
                current.missing),
            List.copyOf(current.parts.values())));
  }

  private static Duration margin(Duration timeout) {
    Duration share = timeout.dividedBy(MARGIN_DIVISOR);
    return share.compareTo(MOST_MARGIN) < 0 ? share : MOST_MARGIN;
  }
}
