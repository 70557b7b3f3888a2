package io.carillon.clusterconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.pekko.actor.ActorIdentity;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Identify;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.pattern.Patterns;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes, two of them processes of their own, over mutual TLS. */
class ClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int MESSAGE_BYTES = 1024 * 1024;

  @TempDir private Path directory;

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }

  @Test
  void aNodeThatDiesIsNoticedAndTakenOutAndOneThatEndsLeaves() throws Exception {
    NodeAddress first = new NodeAddress("127.0.0.1", FreePorts.next());
    String second = "127.0.0.1:" + FreePorts.next();
    String third = "127.0.0.1:" + FreePorts.next();
    try (TestNode seed =
            TestNode.start(
                TestNode.settings(first.port(), 3, Optional.of(TestKeys.good()), List.of(first)));
        NodeProcess ending = process(second, first);
        NodeProcess dying = process(third, first)) {
      await(() -> seed.up().equals(Set.of(first.toString(), second, third)));
      String largest = "x".repeat(MESSAGE_BYTES);
      assertThat(echoed(seed, second, largest)).isEqualTo(largest);
      assertThat(echoed(seed, third, largest)).isEqualTo(largest);

      dying.kill();

      await(() -> seed.events().contains("unreachable " + third));
      await(() -> seed.events().contains("removed " + third));
      await(() -> seed.up().equals(Set.of(first.toString(), second)));

      ending.terminate();

      await(() -> seed.events().contains("removed " + second));
      assertThat(seed.events()).doesNotContain("unreachable " + second);
      await(() -> !ending.isAlive());
    }
  }

  private NodeProcess process(String address, NodeAddress seed) {
    int port = NodeAddress.parse(address, 0).orElseThrow().port();
    return NodeProcess.start(directory, port, 3, TestKeys.good(), seed.toString());
  }

  /** What another node sends back when it is asked who it is: a text as long as it was sent. */
  private static Object echoed(TestNode node, String address, String text) {
    ActorSystem system = Adapter.toClassic(node.system());
    ActorIdentity identity =
        (ActorIdentity)
            Patterns.ask(
                    system.actorSelection("pekko://" + Formation.SYSTEM + "@" + address + "/user"),
                    new Identify(text),
                    PATIENCE)
                .toCompletableFuture()
                .join();
    return identity.correlationId();
  }
}
