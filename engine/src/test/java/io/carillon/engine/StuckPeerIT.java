package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.NodeMessage;
import io.carillon.engine.node.Standing;
import io.carillon.engine.node.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What crosses between nodes is counted, and bounded where nothing comes back. */
class StuckPeerIT {
  private static final String PAYLOAD = "x".repeat(5_000_000);

  private final TestCluster cluster = new TestCluster(2);
  private final Traffic traffic = cluster.engine(0).traffic();

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aPayloadCrossesOnceHoweverOftenItsNodeIsAsked() {
    TestPeer late = cluster.clients.get(1).open("/a");
    late.reading(false);
    String peer = addressOf(cluster.nodes.get(1).system);
    Traffic there = cluster.engine(1).traffic();
    String back = addressOf(cluster.nodes.get(0).system);
    long bytesThereBefore = there.count(back, Traffic.Count.BYTES_IN);
    long bytesBefore = traffic.count(peer, Traffic.Count.BYTES_OUT);
    Receipt receipt = send(PAYLOAD, Level.RECEIVED, Duration.ofMillis(1200));
    assertThat(receipt.pending()).isOne();
    assertThat(receipt.nodes().missing()).isEmpty();
    assertThat(traffic.count(peer, Traffic.Count.RETRIES)).isPositive();
    assertThat(traffic.count(peer, Traffic.Count.BYTES_OUT) - bytesBefore)
        .isBetween((long) PAYLOAD.length(), PAYLOAD.length() + 1000L);
    assertThat(there.count(back, Traffic.Count.BYTES_IN) - bytesThereBefore)
        .isEqualTo(traffic.count(peer, Traffic.Count.BYTES_OUT) - bytesBefore);
  }

  @Test
  void measuresHowFarBehindAPeerIs() {
    String peer = addressOf(cluster.nodes.get(1).system);
    Map<String, Duration> lags = new ConcurrentHashMap<>();
    traffic.onLag(lags::put);
    await().atMost(TestCluster.LONG).until(() -> lags.containsKey(peer));
    assertThat(lags).containsOnlyKeys(peer);
    assertThat(lags.get(peer)).isPositive().isLessThan(TestCluster.LONG);
    assertThat(traffic.members()).containsExactly(peer);
    assertThat(traffic.standings()).containsOnly(Map.entry(peer, new Standing(false, 0, 0, 0)));
  }

  @Test
  void aPeerThatNeverAnswersCostsItsOwnPartOnly() {
    cluster.clients.get(0).open("/a", 2);
    cluster.clients.get(1).open("/a", 3);
    ActorSystem<Void> mute = TestNode.clusterSystem();
    try {
      mute.systemActorOf(Behaviors.<NodeMessage>ignore(), "carillon-gateway", Props.empty());
      Cluster.get(mute)
          .manager()
          .tell(Join.create(Cluster.get(cluster.nodes.get(0).system).selfMember().address()));
      await().atMost(TestCluster.LONG).until(() -> traffic.present() == 3);
      Instant start = Instant.now();
      for (int i = 0; i < 20; i++) {
        Receipt receipt = send(PAYLOAD, Level.WRITTEN, Duration.ofMillis(400));
        assertThat(receipt.targeted()).isEqualTo(5);
        assertThat(receipt.nodes().reporting()).hasSize(2);
        assertThat(receipt.nodes().missing()).hasSize(1);
      }
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
      String peer = addressOf(mute);
      assertThat(traffic.count(peer, Traffic.Count.BYTES_OUT)).isLessThan(64L << 20);
      await().until(() -> traffic.standings().get(peer).isSuspect());
      await().until(() -> traffic.standings().get(peer).unheardBytes() > 20L << 20);
      assertThat(traffic.count(peer, Traffic.Count.REFUSED)).isPositive();
      assertThat(traffic.count(peer, Traffic.Count.UNANSWERED)).isPositive();
      assertThat(TestNode.await(cluster.engine(0).connectionCount(Optional.of("/a")))).isEqualTo(5);
      assertThat(traffic.questions()).isZero();
    } finally {
      mute.terminate();
      TestNode.await(mute.getWhenTerminated());
    }
  }

  private Receipt send(String payload, Level level, Duration timeout) {
    BroadcastOptions options = BroadcastOptions.DEFAULT.withLevel(level).withTimeout(timeout);
    return TestNode.await(
        cluster.engine(0).broadcast(Target.route("/a"), Message.text(payload), options));
  }

  private static String addressOf(ActorSystem<?> system) {
    return Cluster.get(system).selfMember().address().hostPort();
  }
}
