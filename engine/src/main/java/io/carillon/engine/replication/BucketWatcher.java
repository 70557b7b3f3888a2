package io.carillon.engine.replication;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.util.ByteString;

/** Takes note of what other nodes put, and every second has what has expired taken away. */
final class BucketWatcher extends AbstractBehavior<BucketWatcher.Command> {
  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

  /** What the watcher hears. */
  sealed interface Command {}

  private record Changed(Replicator.SubscribeResponse<LWWMap<String, ByteString>> response)
      implements Command {}

  private enum SweepTick implements Command {
    INSTANCE
  }

  /**
   * The watcher of a node.
   *
   * @param changes told of each bucket that has changed
   * @param sweep takes away what has expired; must not block
   */
  static Behavior<Void> create(
      Buckets buckets,
      ActorRef<Replicator.Command> replicator,
      Consumer<Replicator.Changed<LWWMap<String, ByteString>>> changes,
      Runnable sweep) {
    return Behaviors.<Command>setup(
            context ->
                Behaviors.withTimers(
                    timers -> {
                      timers.startTimerWithFixedDelay(SweepTick.INSTANCE, SWEEP_INTERVAL);
                      BucketWatcher watcher = new BucketWatcher(context, changes, sweep);
                      watcher.subscribe(buckets, replicator);
                      return watcher;
                    }))
        .unsafeCast();
  }

  private final Consumer<Replicator.Changed<LWWMap<String, ByteString>>> changes;
  private final Runnable sweep;

  private BucketWatcher(
      ActorContext<Command> context,
      Consumer<Replicator.Changed<LWWMap<String, ByteString>>> changes,
      Runnable sweep) {
    super(context);
    this.changes = changes;
    this.sweep = sweep;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Changed.class, this::onChanged)
        .onMessageEquals(SweepTick.INSTANCE, this::onSweepTick)
        .build();
  }

  private Behavior<Command> onChanged(Changed changed) {
    if (changed.response instanceof Replicator.Changed<LWWMap<String, ByteString>> event) {
      changes.accept(event);
    }
    return this;
  }

  private Behavior<Command> onSweepTick() {
    sweep.run();
    return this;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a class cannot say what it is a response about
  private void subscribe(Buckets buckets, ActorRef<Replicator.Command> replicator) {
    Class<Replicator.SubscribeResponse<LWWMap<String, ByteString>>> responses =
        (Class) Replicator.SubscribeResponse.class;
    ActorRef<Replicator.SubscribeResponse<LWWMap<String, ByteString>>> events =
        getContext().messageAdapter(responses, Changed::new);
    buckets.keys().forEach(key -> replicator.tell(new Replicator.Subscribe<>(key, events)));
  }
}
