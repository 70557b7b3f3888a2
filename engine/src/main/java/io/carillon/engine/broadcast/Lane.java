package io.carillon.engine.broadcast;

import io.carillon.engine.delivery.Batch;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.registry.Member;
import java.time.Duration;
import java.util.Arrays;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Writes broadcasts to its share of the connections, on a thread of its own.
 *
 * <p>A broadcast is one message to a lane, whatever the number of connections. Those that wait in
 * the mailbox are written together: each connection gets one system call for all of them. The
 * mailbox holds about {@code max-broadcasts-in-flight} broadcasts, which the {@link Broadcaster}
 * sees to. The lane also keeps the heartbeats of its connections.
 */
public final class Lane extends AbstractBehavior<Lane.Command> {
  /** Connections between two looks at the clock and two reports to the tallies. */
  private static final int REPORT_EVERY = 128;

  /** What may be said to a lane. */
  public sealed interface Command {}

  /** Write this to these connections of the lane. The array is shared and only read. */
  record Deliver(Delivery delivery, Member[] members) implements Command {}

  /** Keep the heartbeat of a connection that has just opened. */
  public record Watch(Endpoint endpoint) implements Command {}

  /** Everything that was in the mailbox has been collected: write it. */
  private enum Flush implements Command {
    INSTANCE
  }

  private enum Tick implements Command {
    INSTANCE
  }

  /**
   * A lane.
   *
   * @param tick how exactly heartbeats are kept
   * @param backlog what it takes its broadcasts off once they are written
   */
  static Behavior<Command> create(Duration tick, Backlog backlog) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Tick.INSTANCE, tick);
                  return new Lane(context, tick, backlog);
                }));
  }

  private final Backlog backlog;
  private final Batch batch = new Batch();
  private final HeartbeatWheel heartbeats;
  private Outbox[] due = new Outbox[REPORT_EVERY];
  private int dueCount;

  private Lane(ActorContext<Command> context, Duration tick, Backlog backlog) {
    super(context);
    this.backlog = backlog;
    heartbeats = new HeartbeatWheel(tick.toNanos(), System.nanoTime());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Deliver.class, this::onDeliver)
        .onMessage(Flush.class, this::onFlush)
        .onMessage(Watch.class, this::onWatch)
        .onMessage(Tick.class, this::onTick)
        .build();
  }

  private Behavior<Command> onDeliver(Deliver deliver) {
    if (batch.isEmpty()) {
      getContext().getSelf().tell(Flush.INSTANCE);
    } else if (batch.isFull()) {
      flush();
      getContext().getSelf().tell(Flush.INSTANCE);
    }
    int slot = batch.add(deliver.delivery);
    Member[] members = deliver.members;
    if (due.length < dueCount + members.length) {
      due = Arrays.copyOf(due, Math.max(dueCount + members.length, 2 * due.length));
    }
    for (Member member : members) {
      Outbox outbox = member.outbox();
      if (outbox.mark(slot)) {
        due[dueCount++] = outbox;
      }
    }
    return this;
  }

  private Behavior<Command> onFlush(Flush flush) {
    flush();
    return this;
  }

  private Behavior<Command> onWatch(Watch watch) {
    long now = System.nanoTime();
    long next = watch.endpoint.beat(now);
    if (next != Endpoint.GONE) {
      heartbeats.add(watch.endpoint, next);
    }
    return this;
  }

  private Behavior<Command> onTick(Tick tick) {
    heartbeats.advance(System.nanoTime());
    return this;
  }

  private void flush() {
    long now = System.nanoTime();
    for (int i = 0; i < dueCount; i++) {
      write(due[i], now);
      due[i] = null;
      if (i % REPORT_EVERY == REPORT_EVERY - 1) {
        now = System.nanoTime();
        batch.report(now);
      }
    }
    dueCount = 0;
    batch.report(System.nanoTime());
    backlog.done(batch.size());
    batch.clear();
  }

  private void write(Outbox outbox, long now) {
    long mask = outbox.takeMarks();
    try {
      outbox.write(batch, mask, now);
    } catch (RuntimeException e) {
      getContext().getLog().error("A broadcast could not be written to one connection", e);
      batch.failed(mask, FailureReason.ERROR);
    }
  }
}
