package io.carillon.clusterconfig.redis;

import io.carillon.clusterconfig.redis.Vacancy.Gap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On duty is the node that runs the cluster's one actor of this name: the oldest. When it leaves or
 * is lost, the next oldest takes over; until it has, nobody is on duty, so that no two ever are.
 *
 * <p>All nodes read the same messages, each at its own pace. So a node that takes over first lets
 * pass what was sent before: the one before may have handed that on.
 */
final class SingletonDuty implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(SingletonDuty.class);
  private static final String NAME = "carillon-redis-duty";

  private final Vacancy vacancy;
  private volatile Supplier<CompletionStage<?>> passing =
      () -> CompletableFuture.completedFuture(null);
  private volatile boolean isOurs;
  private int term;

  private SingletonDuty(Vacancy vacancy) {
    this.vacancy = vacancy;
  }

  static Duty start(ActorSystem<?> system) {
    Cluster cluster = Cluster.get(system);
    SingletonDuty duty =
        new SingletonDuty(new Vacancy(cluster.selfMember().uniqueAddress(), System::nanoTime));
    cluster
        .subscriptions()
        .tell(
            Subscribe.create(
                system.systemActorOf(duty.watching(), NAME + "-vacancy", Props.empty()),
                ClusterDomainEvent.class));
    ClusterSingleton.get(system).init(SingletonActor.of(duty.behavior(), NAME));
    return duty;
  }

  private Behavior<ClusterDomainEvent> watching() {
    return Behaviors.receiveMessage(
        event -> {
          vacancy.onEvent(event);
          return Behaviors.same();
        });
  }

  private Behavior<Void> behavior() {
    return Behaviors.setup(
        context -> {
          begin();
          return Behaviors.receive(Void.class)
              .onSignal(
                  PostStop.class,
                  stopped -> {
                    end();
                    return Behaviors.same();
                  })
              .build();
        });
  }

  private void begin() {
    int ours = nextTerm();
    passing.get().whenComplete((passed, failure) -> take(ours));
  }

  private synchronized int nextTerm() {
    isOurs = false;
    return ++term;
  }

  private synchronized void take(int ours) {
    if (ours == term) {
      isOurs = true;
      log(vacancy.end());
    }
  }

  private void end() {
    nextTerm();
    LOG.info("This node hands on no more of what comes from Redis");
  }

  private static void log(Optional<Gap> gap) {
    if (gap.isEmpty()) {
      LOG.info("This node hands on what comes from Redis");
    } else if (gap.get().isLost()) {
      LOG.warn(
          "This node hands on what comes from Redis, {} ms after {} was found lost; what was"
              + " published since that node died was missed",
          gap.get().length().toMillis(),
          gap.get().node());
    } else {
      LOG.info(
          "This node hands on what comes from Redis, {} ms after {} began to leave",
          gap.get().length().toMillis(),
          gap.get().node());
    }
  }

  @Override
  public boolean isOurs() {
    return isOurs;
  }

  @Override
  public void onceAllHavePassed(Supplier<CompletionStage<?>> all) {
    passing = all;
  }
}
