package io.carillon.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.Leave;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that waits for others, of whom none comes. */
class NodeWatcherIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Config WAITING =
      ConfigFactory.parseString(
              """
              pekko {
                actor.provider = cluster
                remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                cluster {
                  min-nr-of-members = 2
                  run-coordinated-shutdown-when-down = off
                }
                coordinated-shutdown.run-by-jvm-shutdown-hook = off
              }
              """)
          .withFallback(ConfigFactory.load());

  private final List<Roster> rosters = new CopyOnWriteArrayList<>();
  private final ActorSystem<Void> system =
      ActorSystem.create(NodeWatcher.create("/user/gateway", rosters::add), "test", WAITING);
  private final Cluster cluster = Cluster.get(system);

  @AfterEach
  void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  private void join() {
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    await().atMost(LONG).until(() -> !rosters.isEmpty());
    await().atMost(LONG).until(() -> cluster.selfMember().status().equals(MemberStatus.joining()));
  }

  @Test
  void isNeverTheWholeClusterIfItLeaves() {
    join();
    cluster.manager().tell(Leave.create(cluster.selfMember().address()));
    await().atMost(LONG).until(cluster::isTerminated);
    assertThat(rosters).noneMatch(roster -> roster.lost().isEmpty());
  }

  @Test
  void isNeverTheWholeClusterIfItIsTakenOut() {
    join();
    cluster.manager().tell(new Down(cluster.selfMember().address()));
    await().atMost(LONG).until(cluster::isTerminated);
    assertThat(rosters).noneMatch(roster -> roster.lost().isEmpty());
  }
}
