package io.carillon.http.analytics;

import io.carillon.engine.protocol.analytics.AnalyticsStats;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Sends the figures to everybody, every few seconds, while anybody is connected.
 *
 * <p>At most one reading of the figures is under way; a beat that comes before it is done, or whose
 * reading fails, is left out.
 */
final class Heartbeat extends AbstractBehavior<Heartbeat.Command> {

  /** What the heartbeat hears. */
  sealed interface Command {}

  /** A client has connected. */
  enum Joined implements Command {
    INSTANCE
  }

  /** A client is gone. */
  enum Left implements Command {
    INSTANCE
  }

  private enum Beat implements Command {
    INSTANCE
  }

  private record StatsRead(AnalyticsStats stats) implements Command {}

  private record StatsFailed(Throwable why) implements Command {}

  private final TimerScheduler<Command> timers;
  private final Duration interval;
  private final Supplier<CompletionStage<AnalyticsStats>> stats;
  private final Consumer<AnalyticsStats> send;
  private final Consumer<Throwable> missed;
  private int clients;
  private boolean isReading;

  private Heartbeat(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Duration interval,
      Supplier<CompletionStage<AnalyticsStats>> stats,
      Consumer<AnalyticsStats> send,
      Consumer<Throwable> missed) {
    super(context);
    this.timers = timers;
    this.interval = interval;
    this.stats = stats;
    this.send = send;
    this.missed = missed;
  }

  /**
   * A heartbeat without clients.
   *
   * @param stats reads the figures; completes in the end
   * @param send takes them to everybody; must not block
   * @param missed is told why a beat is left out for want of figures; must not block
   */
  static Behavior<Command> create(
      Duration interval,
      Supplier<CompletionStage<AnalyticsStats>> stats,
      Consumer<AnalyticsStats> send,
      Consumer<Throwable> missed) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new Heartbeat(context, timers, interval, stats, send, missed)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Beat.class, this::onBeat)
        .onMessage(StatsRead.class, this::onStatsRead)
        .onMessage(StatsFailed.class, this::onStatsFailed)
        .onMessage(Joined.class, this::onJoined)
        .onMessage(Left.class, this::onLeft)
        .build();
  }

  private Behavior<Command> onBeat(Beat beat) {
    if (!isReading) {
      isReading = true;
      getContext()
          .pipeToSelf(
              stats.get(),
              (read, failure) -> failure == null ? new StatsRead(read) : new StatsFailed(failure));
    }
    return this;
  }

  private Behavior<Command> onStatsRead(StatsRead read) {
    isReading = false;
    send.accept(read.stats);
    return this;
  }

  private Behavior<Command> onStatsFailed(StatsFailed failed) {
    isReading = false;
    missed.accept(failed.why);
    return this;
  }

  private Behavior<Command> onJoined(Joined joined) {
    clients++;
    if (clients == 1) {
      timers.startTimerWithFixedDelay(Beat.INSTANCE, Beat.INSTANCE, interval);
    }
    return this;
  }

  private Behavior<Command> onLeft(Left left) {
    clients--;
    if (clients == 0) {
      timers.cancel(Beat.INSTANCE);
    }
    return this;
  }
}
