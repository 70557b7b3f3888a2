package io.carillon.engine.replication;

import io.carillon.engine.information.GlobalSettings;
import io.carillon.engine.information.GlobalStore;
import io.carillon.engine.node.Peers;
import io.carillon.engine.node.Roster;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.util.ByteString;

/**
 * Global values that all nodes of a cluster have.
 *
 * <p>Every node keeps them all. A change is answered when all nodes have it, or, where one of them
 * cannot be reached, when most of them do; where those cannot be had, it fails with {@link
 * NotReplicatedException}. A value is read from this node; one that is not here is looked for on
 * most of the nodes. So what was put is read everywhere from the answer on, but for a node that was
 * away then: it may give the value before, until it has caught up. Of two changes on two sides of a
 * partition the later one, by the clocks of the nodes, is the one that stays.
 *
 * <p>The bounds are those of all nodes together; besides, values that share a bucket must fit into
 * half of what may cross between nodes at once, so that no value can be larger. Thread-safe.
 */
public final class ReplicatedValues implements GlobalStore {
  private static final Duration ALL_NODES = Duration.ofSeconds(1);
  private static final Duration MOST_NODES = Duration.ofSeconds(2);
  private static final String FRAME = "pekko.remote.artery.advanced.maximum-frame-size";

  /** Longer than any program runs; keeps the arithmetic in range. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** Thrown by a change that is not to be. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why, null, false, false);
    }
  }

  private final Peers peers;
  private final SelfUniqueAddress self;
  private final Buckets buckets = new Buckets();
  private final Sizes sizes;
  private final Replica replica;

  private ReplicatedValues(
      ActorSystem<?> system, GlobalSettings settings, Peers peers, long maxBucketBytes) {
    this.peers = peers;
    this.self = new SelfUniqueAddress(Cluster.get(system).selfMember().uniqueAddress());
    this.sizes = new Sizes(Buckets.COUNT, settings, maxBucketBytes);
    this.replica = new Replica(system, buckets, maxBucketBytes);
  }

  /** Starts keeping values on a node that belongs to a cluster, or will. */
  public static ReplicatedValues start(
      ActorSystem<?> system, GlobalSettings settings, Peers peers) {
    long maxBucketBytes = system.settings().config().getBytes(FRAME) / 2;
    ReplicatedValues values = new ReplicatedValues(system, settings, peers, maxBucketBytes);
    system.systemActorOf(
        BucketWatcher.create(
            values.buckets, values.replica.replicator(), values::onChanged, values::sweep),
        "carillon-bucket-watcher",
        Props.empty());
    return values;
  }

  @Override
  public CompletionStage<Boolean> put(String key, ByteString value, Optional<Duration> timeToLive) {
    TimedValue timed = new TimedValue(timeToLive.map(this::expiry).orElse(TimedValue.NEVER), value);
    int number = buckets.of(key);
    return change(
        number,
        bucket -> {
          Bucket next = bucket.at(self, now()).with(self, key, timed);
          if (!sizes.admit(number, next.size())) {
            throw new Refused("no room");
          }
          return next;
        });
  }

  @Override
  public CompletionStage<Optional<ByteString>> value(String key) {
    int number = buckets.of(key);
    return replica
        .read(number, Replicator.readLocal())
        .thenApply(bucket -> bucket.value(key, now()))
        .thenCompose(
            here ->
                here.isPresent() || peers.roster().others(peers.self()).isEmpty()
                    ? CompletableFuture.completedFuture(here)
                    : replica
                        .read(number, new Replicator.ReadMajority(MOST_NODES))
                        .thenApply(bucket -> bucket.value(key, now())));
  }

  @Override
  public CompletionStage<Boolean> remove(String key) {
    return value(key)
        .thenCompose(
            found ->
                found.isPresent() ? removeHere(key) : CompletableFuture.completedFuture(false));
  }

  private CompletionStage<Boolean> removeHere(String key) {
    int number = buckets.of(key);
    return change(
        number,
        bucket -> {
          if (bucket.value(key, now()).isEmpty()) {
            throw new Refused("not there");
          }
          Bucket next = bucket.without(self, key);
          sizes.change(number, next.size());
          return next;
        });
  }

  /** Everybody is asked to take note; if not all do, most must. False if the change is refused. */
  private CompletionStage<Boolean> change(int bucket, UnaryOperator<Bucket> change) {
    Roster roster = peers.roster();
    CompletionStage<Boolean> isOnMost;
    if (roster.lost().isEmpty()) {
      isOnMost =
          replica
              .update(bucket, new Replicator.WriteAll(ALL_NODES), change)
              .thenCompose(
                  isOnAll -> isOnAll ? CompletableFuture.completedFuture(true) : spread(bucket));
    } else if (roster.present().size() > roster.lost().size()) {
      isOnMost = replica.update(bucket, new Replicator.WriteMajority(MOST_NODES), change);
    } else {
      isOnMost = CompletableFuture.completedFuture(false);
    }
    return isOnMost.handle(ReplicatedValues::doneOrRefused);
  }

  /** Has most of the nodes take note of what this one has. */
  private CompletionStage<Boolean> spread(int bucket) {
    return replica.update(
        bucket, new Replicator.WriteMajority(MOST_NODES), UnaryOperator.identity());
  }

  private static boolean doneOrRefused(Boolean isOnMost, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause != null && !(cause instanceof Refused)) {
      throw new CompletionException(cause);
    }
    if (cause == null && !isOnMost) {
      throw new NotReplicatedException();
    }
    return cause == null;
  }

  private void onChanged(Replicator.Changed<LWWMap<String, ByteString>> changed) {
    sizes.change(buckets.number(changed.key()), new Bucket(changed.dataValue()).size());
  }

  /** Of each bucket one node takes the expired away; the others hear of it. */
  private void sweep() {
    for (int number : sizes.expired(now())) {
      boolean isOurs =
          peers
              .roster()
              .responsibleFor(buckets.key(number).id())
              .map(node -> node.number() == peers.self())
              .orElse(true);
      if (isOurs) {
        replica.updateHere(
            number,
            bucket -> {
              Bucket next = bucket.at(self, now());
              sizes.change(number, next.size());
              return next;
            });
      }
    }
  }

  private long expiry(Duration timeToLive) {
    Duration life = timeToLive.compareTo(LONGEST) < 0 ? timeToLive : LONGEST;
    return now() + Math.max(1, life.toMillis());
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
