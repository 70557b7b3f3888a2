package io.carillon.engine.broadcast;

import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.Part;
import io.carillon.engine.registry.Found;
import io.carillon.engine.registry.Members;
import io.carillon.engine.registry.Registry;
import io.carillon.engine.websocket.EncodedFrame;
import java.time.Instant;
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
 * Takes a broadcast, asks the supervisors whom it targets, hands it to the lanes and answers with
 * the receipt.
 *
 * <p>The answer comes when every target that had not already stalled is settled, when the quorum is
 * reached, or at the deadline, whichever is first; a single timer per broadcast. All broadcasts of
 * a node pass here, so every connection sees them in one order. Holds at most {@code
 * max-broadcasts-in-flight} unanswered broadcasts and refuses more.
 */
public final class Broadcaster extends AbstractBehavior<Broadcaster.Command> {

  /** What may be said to the broadcaster. */
  public sealed interface Command {}

  /** Send this frame to the target. */
  public record Broadcast(
      BroadcastId id,
      Target target,
      EncodedFrame frame,
      BroadcastOptions options,
      ActorRef<Answer> replyTo)
      implements Command {}

  private record Resolved(Found found) implements Command {}

  private record Settled(long number) implements Command {}

  private record Deadline(long number) implements Command {}

  /** What a broadcast is answered with. */
  public sealed interface Answer {
    /** The broadcast's. */
    BroadcastId id();
  }

  /**
   * It was carried out this far.
   *
   * @param parts what the receipt sums up, one of each node
   */
  public record Answered(Receipt receipt, List<Part> parts) implements Answer {
    public Answered {
      parts = List.copyOf(parts);
    }

    @Override
    public BroadcastId id() {
      return receipt.id();
    }
  }

  /**
   * Too many broadcasts wait already, or the deadline passed before it was its turn; nothing was
   * sent.
   */
  public record Refused(BroadcastId id, int inFlight) implements Answer {}

  /** A broadcast that has not been answered. */
  private static final class InFlight {
    final Broadcast broadcast;
    final Instant startedAt = Instant.now();
    final long startedNanos = System.nanoTime();
    Members members;
    Tally tally;

    InFlight(Broadcast broadcast) {
      this.broadcast = broadcast;
    }
  }

  /**
   * The broadcaster of a node.
   *
   * @param limit most broadcasts in flight
   */
  public static Behavior<Command> create(
      int limit, ActorRef<Registry.Command> registry, Lanes lanes, Receipts receipts) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new Broadcaster(context, timers, limit, registry, lanes, receipts)));
  }

  private final TimerScheduler<Command> timers;
  private final int limit;
  private final ActorRef<Registry.Command> registry;
  private final Lanes lanes;
  private final Receipts receipts;
  private final ActorRef<Found> resolved;
  private final Map<Long, InFlight> inFlight = new HashMap<>();
  private long lastNumber;
  private long nextToDispatch = 1;

  private Broadcaster(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      int limit,
      ActorRef<Registry.Command> registry,
      Lanes lanes,
      Receipts receipts) {
    super(context);
    this.timers = timers;
    this.limit = limit;
    this.registry = registry;
    this.lanes = lanes;
    this.receipts = receipts;
    this.resolved = context.messageAdapter(Found.class, Resolved::new);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Broadcast.class, this::onBroadcast)
        .onMessage(Resolved.class, this::onResolved)
        .onMessage(Settled.class, this::onSettled)
        .onMessage(Deadline.class, this::onDeadline)
        .build();
  }

  private Behavior<Command> onBroadcast(Broadcast broadcast) {
    if (inFlight.size() >= limit || lanes.backlog() >= limit) {
      refuse(broadcast);
      return this;
    }
    long number = ++lastNumber;
    Target target = broadcast.target;
    registry.tell(new Registry.Resolve(number, target.selection(), target.route(), resolved));
    timers.startSingleTimer(number, new Deadline(number), broadcast.options.timeout());
    inFlight.put(number, new InFlight(broadcast));
    return this;
  }

  private Behavior<Command> onResolved(Resolved resolved) {
    InFlight current = inFlight.get(resolved.found.question());
    if (current != null) {
      current.members = resolved.found.members();
      dispatchInOrder();
    }
    return this;
  }

  private Behavior<Command> onSettled(Settled settled) {
    answer(settled.number);
    return this;
  }

  private Behavior<Command> onDeadline(Deadline deadline) {
    answer(deadline.number);
    dispatchInOrder();
    return this;
  }

  /**
   * Supervisors answer when they come to it, but a publisher that waits for no answer still means
   * its broadcasts in the order in which it made them.
   */
  private void dispatchInOrder() {
    while (nextToDispatch <= lastNumber) {
      InFlight next = inFlight.get(nextToDispatch);
      if (next != null && next.members == null) {
        return;
      }
      long number = nextToDispatch++;
      if (next != null) {
        dispatch(number, next);
      }
    }
  }

  private void dispatch(long number, InFlight current) {
    Broadcast broadcast = current.broadcast;
    Members targets = current.members.narrow(broadcast.target);
    ActorRef<Command> self = getContext().getSelf();
    current.members = null;
    current.tally =
        new Tally(
            broadcast.options,
            targets.size(),
            current.startedNanos,
            () -> self.tell(new Settled(number)),
            receipts.ledger());
    receipts.keep(broadcast.id, current.tally, current.startedAt);
    if (targets.size() == 0) {
      answer(number);
    } else {
      Delivery delivery =
          Delivery.of(
              broadcast.target,
              broadcast.frame,
              current.tally,
              broadcast.options,
              current.startedNanos);
      lanes.deliver(delivery, targets);
    }
  }

  /** The answer is given once: whichever of settled and deadline comes second finds nothing. */
  private void answer(long number) {
    InFlight current = inFlight.remove(number);
    if (current == null) {
      return;
    }
    timers.cancel(number);
    if (current.tally == null) {
      refuse(current.broadcast);
    } else {
      current.broadcast.replyTo.tell(answered(current));
    }
  }

  private Answered answered(InFlight current) {
    BroadcastId id = current.broadcast.id;
    List<Part> parts = List.of(receipts.answer(id, current.tally, current.startedAt));
    return new Answered(
        Merge.receipt(id, current.startedAt, current.tally.level(), parts, List.of()), parts);
  }

  private void refuse(Broadcast broadcast) {
    receipts.ledger().refused();
    broadcast.replyTo.tell(new Refused(broadcast.id, inFlight.size()));
  }
}
