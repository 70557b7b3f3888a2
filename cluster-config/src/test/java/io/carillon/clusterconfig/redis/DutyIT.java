package io.carillon.clusterconfig.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.Leave;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who of three nodes hands on what comes from Redis. */
class DutyIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              pekko {
                actor { provider = cluster, allow-java-serialization = off }
                remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                cluster.jmx.enabled = off
                cluster.singleton.hand-over-retry-interval = 200ms
              }
              """)
          .withFallback(ConfigFactory.load());

  private final List<ActorSystem<Void>> nodes = new ArrayList<>();

  @BeforeEach
  void form() {
    for (int i = 0; i < 3; i++) {
      ActorSystem<Void> node = ActorSystem.create(Behaviors.empty(), "duty", CONFIG);
      nodes.add(node);
      Cluster.get(node)
          .manager()
          .tell(Join.create(Cluster.get(nodes.get(0)).selfMember().address()));
      int members = i + 1;
      await().atMost(PATIENCE).until(() -> up(nodes.get(0)) == members);
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (ActorSystem<Void> node : nodes) {
      node.terminate();
      node.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  private static long up(ActorSystem<?> node) {
    long[] count = new long[1];
    Cluster.get(node)
        .state()
        .getMembers()
        .forEach(member -> count[0] += member.status().toString().equals("Up") ? 1 : 0);
    return count[0];
  }

  private List<Integer> onDuty(List<Duty> duties) {
    return IntStream.range(0, 3).filter(node -> duties.get(node).isOurs()).boxed().toList();
  }

  @Test
  void oneNodeIsOnDutyAndTheNextOldestTakesOver() {
    List<Duty> duties = nodes.stream().map(node -> Duty.of(Forward.LEADER, node)).toList();
    await().atMost(PATIENCE).until(() -> onDuty(duties).equals(List.of(0)));

    Cluster.get(nodes.get(0))
        .manager()
        .tell(Leave.create(Cluster.get(nodes.get(0)).selfMember().address()));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<Integer> now = onDuty(duties);
              assertThat(now).hasSizeLessThanOrEqualTo(1);
              return now.equals(List.of(1));
            });
  }

  @Test
  void everyNodeIsOnDutyWhereEachServesItsOwn() {
    List<Duty> duties = nodes.stream().map(node -> Duty.of(Forward.EACH, node)).toList();

    assertThat(onDuty(duties)).containsExactly(0, 1, 2);
  }

  @Test
  void aNodeByItselfIsAlwaysOnDuty() {
    Config alone = ConfigFactory.parseString("pekko.actor.provider = local");
    ActorSystem<Void> node =
        ActorSystem.create(Behaviors.empty(), "alone", alone.withFallback(ConfigFactory.load()));
    nodes.add(node);

    assertThat(Duty.of(Forward.LEADER, node).isOurs()).isTrue();
  }
}
