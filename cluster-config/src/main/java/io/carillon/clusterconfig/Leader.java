package io.carillon.clusterconfig;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;

/**
 * Says whether this node does what one node of a cluster does for all. It is the oldest that does;
 * when that leaves or is lost the next oldest takes over, and until it is sure to be alone nobody
 * does, so that no two do. Only one whose process was halted for so long that it was removed goes
 * on until it hears of that. A node by itself always does. Thread-safe.
 */
public final class Leader {
  private final AtomicInteger running = new AtomicInteger();

  private Leader() {}

  /**
   * Stands as a candidate, as all nodes must.
   *
   * @param system may become a member of its cluster later
   * @param name what is to be done: the same on all nodes, and used once on each
   */
  public static Leader of(ActorSystem<?> system, String name) {
    Leader leader = new Leader();
    if ("cluster".equals(system.settings().config().getString("pekko.actor.provider"))) {
      ClusterSingleton.get(system).init(SingletonActor.of(leader.behavior(), name));
    } else {
      leader.running.incrementAndGet();
    }
    return leader;
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

  /** Whether it is this node, at this moment. */
  public boolean isHere() {
    return running.get() > 0;
  }
}
