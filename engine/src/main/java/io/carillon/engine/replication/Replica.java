package io.carillon.engine.replication;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.ReplicatorSettings;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.util.ByteString;
import scala.concurrent.duration.FiniteDuration;

/** This node's copy of all buckets, which Pekko's replicator keeps. Thread-safe. */
final class Replica {
  /** For an answer whose time is kept by whoever gives it. */
  private static final Duration ASK = Duration.ofSeconds(4);

  /** How long what other nodes put may go unnoticed by the sizes. */
  private static final int NOTICE_MILLIS = 50;

  private final ActorSystem<?> system;
  private final Buckets buckets;
  private final ActorRef<Replicator.Command> replicator;

  /**
   * Starts a replicator of its own.
   *
   * @param maxBucketBytes a smaller bucket is nothing to log
   */
  Replica(ActorSystem<?> system, Buckets buckets, long maxBucketBytes) {
    this.system = system;
    this.buckets = buckets;
    this.replicator =
        system.systemActorOf(
            Replicator.behavior(settings(system, maxBucketBytes)),
            "carillon-replicator",
            Props.empty());
  }

  ActorRef<Replicator.Command> replicator() {
    return replicator;
  }

  /**
   * Changes this node's bucket and tells others.
   *
   * @param change may throw, then nothing is changed and the answer fails with its exception
   * @return false if too few of them have answered; the change is done on this node all the same
   */
  CompletionStage<Boolean> update(
      int bucket, Replicator.WriteConsistency consistency, UnaryOperator<Bucket> change) {
    CompletionStage<Replicator.UpdateResponse<LWWMap<String, ByteString>>> answer =
        ask(replyTo -> message(bucket, consistency, change, replyTo));
    return answer.thenApplyAsync(
        response -> {
          if (response instanceof Replicator.ModifyFailure<LWWMap<String, ByteString>> failure
              && failure.cause() instanceof RuntimeException thrown) {
            throw thrown;
          }
          return response instanceof Replicator.UpdateSuccess<LWWMap<String, ByteString>>;
        },
        system.executionContext());
  }

  /** Changes this node's bucket; others hear of it sooner or later. */
  void updateHere(int bucket, UnaryOperator<Bucket> change) {
    replicator.tell(message(bucket, Replicator.writeLocal(), change, system.ignoreRef()));
  }

  /**
   * Reads a bucket.
   *
   * @return fails with {@link NotReplicatedException} if too few nodes answer
   */
  CompletionStage<Bucket> read(int bucket, Replicator.ReadConsistency consistency) {
    CompletionStage<Replicator.GetResponse<LWWMap<String, ByteString>>> answer =
        ask(
            replyTo ->
                new Replicator.Get<LWWMap<String, ByteString>>(
                    buckets.key(bucket), consistency, replyTo));
    return answer.thenApplyAsync(
        response -> {
          if (response instanceof Replicator.GetSuccess<LWWMap<String, ByteString>> found) {
            return new Bucket(found.dataValue());
          }
          if (response instanceof Replicator.NotFound<LWWMap<String, ByteString>>) {
            return Bucket.EMPTY;
          }
          throw new NotReplicatedException();
        },
        system.executionContext());
  }

  private <T> CompletionStage<T> ask(Function<ActorRef<T>, Replicator.Command> question) {
    return AskPattern.ask(replicator, question::apply, ASK, system.scheduler());
  }

  private Replicator.Command message(
      int bucket,
      Replicator.WriteConsistency consistency,
      UnaryOperator<Bucket> change,
      ActorRef<Replicator.UpdateResponse<LWWMap<String, ByteString>>> replyTo) {
    return new Replicator.Update<LWWMap<String, ByteString>>(
        buckets.key(bucket),
        LWWMap.create(),
        consistency,
        replyTo,
        values -> change.apply(new Bucket(values)).values());
  }

  private static ReplicatorSettings settings(ActorSystem<?> system, long maxBucketBytes) {
    return org.apache.pekko.cluster.ddata.typed.javadsl.ReplicatorSettings.create(system)
        .withNotifySubscribersInterval(FiniteDuration.create(NOTICE_MILLIS, TimeUnit.MILLISECONDS))
        .withLogDataSizeExceeding((int) Math.min(Integer.MAX_VALUE, maxBucketBytes));
  }
}
