package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.SentMessages;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is larger than a frame between nodes, 256 KiB, in both directions. */
class LargeMessagesIT {
  private static final TestCluster CLUSTER = new TestCluster(2);

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  @Test
  void aLargePayloadReachesAllNodesAndKeepsItsPlace() {
    List<TestPeer> peers =
        Stream.of(0, 1).map(node -> CLUSTER.clients.get(node).open("/large")).toList();
    String large = "grüße, ".repeat(600_000);
    Receipt before = CLUSTER.send(0, Target.route("/large"), "before");
    Receipt receipt = CLUSTER.send(0, Target.route("/large"), large);
    Receipt behind = CLUSTER.send(0, Target.route("/large"), "behind");
    assertThat(List.of(before, receipt, behind)).allMatch(each -> each.reached() == 2);
    assertThat(receipt.complete()).isTrue();
    for (TestPeer peer : peers) {
      await().atMost(TestCluster.LONG).until(() -> peer.received == 3);
      assertThat(peer.texts().equals(List.of("before", large, "behind"))).isTrue();
    }
  }

  @Test
  void aLongTargetReachesAllNodes() {
    CLUSTER.clients.get(1).open("/listed", 3);
    List<ConnectionId> there =
        TestNode.await(CLUSTER.engine(0).connections(Optional.of("/listed")));
    ConnectionId[] many =
        Stream.concat(
                IntStream.range(0, 50_000).mapToObj(i -> new ConnectionId("nobody-" + i)),
                there.stream())
            .toArray(ConnectionId[]::new);
    Target target = Target.connection(many);
    assertThat(CLUSTER.send(0, target, "hello").reached()).isEqualTo(3);
    assertThat(TestNode.await(CLUSTER.engine(0).connections(target)))
        .containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void aLongAnswerArrives() {
    CLUSTER.clients.get(1).open("/recorded");
    ConnectionId id =
        TestNode.await(CLUSTER.engine(0).connections(Optional.of("/recorded"))).get(0);
    Recordings recordings = CLUSTER.engine(0).recordings();
    TestNode.await(recordings.start(id, 100, Duration.ofMinutes(1)));
    for (int i = 0; i < 9; i++) {
      CLUSTER.send(0, Target.connection(id), i + "x".repeat(100_000));
    }
    SentMessages sent = TestNode.await(recordings.of(id));
    assertThat(sent.kept()).hasSize(9);
    assertThat(sent.kept().get(8).message().payload().length()).isEqualTo(100_001);
  }
}
