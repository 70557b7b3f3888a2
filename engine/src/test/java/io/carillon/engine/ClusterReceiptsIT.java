package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A receipt is the cluster's, on every node. */
class ClusterReceiptsIT {
  private final TestCluster cluster = new TestCluster(3);

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void allNodesShowTheLateAcksOfAllAndKeepWhatADeadOneSaid() {
    cluster.clients.get(0).open("/a");
    TestPeer late = cluster.clients.get(1).open("/a");
    late.reading(false);
    cluster.clients.get(2).open("/a");
    BroadcastOptions options =
        BroadcastOptions.DEFAULT.withLevel(Level.RECEIVED).withTimeout(Duration.ofSeconds(3));
    Receipt first =
        TestNode.await(
            cluster.engine(0).broadcast(Target.route("/a"), Message.text("hello"), options));
    assertThat(first.reached()).isEqualTo(2);
    assertThat(first.pending()).isOne();
    assertThat(first.nodes().reporting()).hasSize(3);

    late.reading(true);
    for (int node = 0; node < 3; node++) {
      int from = node;
      await().atMost(TestCluster.LONG).until(() -> stored(from, first.id()).complete());
      assertThat(stored(from, first.id()).reached()).isEqualTo(3);
      assertThat(stored(from, first.id()).startedAt()).isEqualTo(first.startedAt());
      assertThat(stored(from, first.id()).nodes()).isEqualTo(first.nodes());
    }
    assertThat(TestNode.await(cluster.engine(1).receipt(BroadcastId.random(0)))).isEmpty();

    cluster.kill(2);
    Receipt after = stored(1, first.id());
    assertThat(after.targeted()).isEqualTo(3);
    assertThat(after.reached()).isEqualTo(3);
  }

  @Test
  void missesNobodyWhoseConnectionsWereNotMeant() {
    cluster.clients.get(1).open("/a");
    Receipt first =
        TestNode.await(
            cluster
                .engine(1)
                .relayHere(Target.route("/a"), Message.text("hello"), BroadcastOptions.DEFAULT));
    assertThat(first.complete()).isTrue();
    assertThat(first.reached()).isOne();
    for (int node = 0; node < 3; node++) {
      assertThat(stored(node, first.id())).isEqualTo(first);
    }
  }

  private Receipt stored(int node, BroadcastId id) {
    return TestNode.await(cluster.engine(node).receipt(id)).orElseThrow();
  }
}
