package io.carillon.engine.connection;

import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.message.ConnectionCommand;
import java.time.Duration;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Measures the round trip of one connection now and then. Has a timer only while it is on with an
 * interval. Owned by the connection's actor.
 */
final class PingInterval {
  private final ActorContext<ConnectionCommand> context;
  private final WebSocketPhase socket;
  private Duration interval = Duration.ZERO;
  private Cancellable timer;
  private int setting;

  PingInterval(ActorContext<ConnectionCommand> context, WebSocketPhase socket) {
    this.context = context;
    this.socket = socket;
  }

  /** Measures now, and again after each interval unless that is zero. */
  void start(Duration newInterval) {
    cancel();
    interval = newInterval;
    measure();
  }

  /** The time of a {@link ConnectionCommand.PingTick} has come. */
  void tick(int ofSetting) {
    if (ofSetting == setting) {
      measure();
    }
  }

  /** Measures no more; what was measured stays. */
  void cancel() {
    setting++;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void measure() {
    Outbox outbox = socket.outbox();
    if (outbox.measure(System.nanoTime())) {
      socket.wake();
    }
    if (!interval.isZero()) {
      ConnectionCommand tick = new ConnectionCommand.PingTick(setting);
      timer = context.scheduleOnce(interval, context.getSelf(), tick);
    }
  }
}
