package io.carillon.clusterconfig.redis;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;

/**
 * On duty is the node that runs the cluster's one actor of this name: the oldest. When it leaves or
 * is lost, the next oldest takes over; until it has, nobody is on duty, so that no two ever are.
 */
final class SingletonDuty implements Duty {
  private static final String NAME = "carillon-redis-duty";

  private final AtomicInteger running = new AtomicInteger();

  private SingletonDuty() {}

  static Duty start(ActorSystem<?> system) {
    SingletonDuty duty = new SingletonDuty();
    ClusterSingleton.get(system).init(SingletonActor.of(duty.behavior(), NAME));
    return duty;
  }

  private Behavior<Void> behavior() {
    return Behaviors.setup(
        context -> {
          running.incrementAndGet();
          return Behaviors.receive(Void.class)
              .onSignal(
                  PostStop.class,
                  stopped -> {
                    running.decrementAndGet();
                    return Behaviors.same();
                  })
              .build();
        });
  }

  @Override
  public boolean isOurs() {
    return running.get() > 0;
  }
}
