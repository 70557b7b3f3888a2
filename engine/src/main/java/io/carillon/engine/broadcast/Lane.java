package io.carillon.engine.broadcast;

import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.registry.Member;
import java.time.Duration;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Writes broadcasts to its share of the connections, on a thread of its own.
 *
 * <p>A broadcast is one message to a lane, whatever the number of connections. The lane goes round
 * those that have something to get ({@link Sweep}) and takes new broadcasts from its mailbox every
 * {@value #STRIDE} connections. The mailbox holds about {@code max-broadcasts-in-flight}
 * broadcasts, which the {@link Broadcaster} sees to. The lane also keeps the heartbeats of its
 * connections.
 */
public final class Lane extends AbstractBehavior<Lane.Command> {
  /** Connections between two looks at the mailbox. */
  private static final int STRIDE = 64;

  /** What may be said to a lane. */
  public sealed interface Command {}

  /** Write this to these connections of the lane. The array is shared and only read. */
  record Deliver(Delivery delivery, Member[] members) implements Command {}

  /** Keep the heartbeat of a connection that has just opened. */
  public record Watch(Endpoint endpoint) implements Command {}

  /** Everything that was in the mailbox has been taken: go on writing. */
  private enum Advance implements Command {
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
  private final Sweep sweep = new Sweep();
  private final HeartbeatWheel heartbeats;

  private Lane(ActorContext<Command> context, Duration tick, Backlog backlog) {
    super(context);
    this.backlog = backlog;
    heartbeats = new HeartbeatWheel(tick.toNanos(), System.nanoTime());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Deliver.class, this::onDeliver)
        .onMessage(Advance.class, this::onAdvance)
        .onMessage(Watch.class, this::onWatch)
        .onMessage(Tick.class, this::onTick)
        .build();
  }

  private Behavior<Command> onDeliver(Deliver deliver) {
    boolean idle = sweep.isEmpty();
    while (sweep.isFull()) {
      advance();
    }
    sweep.add(deliver.delivery, deliver.members);
    if (idle) {
      getContext().getSelf().tell(Advance.INSTANCE);
    }
    return this;
  }

  private Behavior<Command> onAdvance(Advance advance) {
    advance();
    if (!sweep.isEmpty()) {
      getContext().getSelf().tell(Advance.INSTANCE);
    }
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

  private void advance() {
    backlog.done(sweep.advance(STRIDE));
  }
}
