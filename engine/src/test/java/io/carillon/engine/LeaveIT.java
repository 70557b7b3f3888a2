package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.registry.Waves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Going away little by little. */
@ExtendWith(NoErrorsLogged.class)
class LeaveIT {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final BroadcastOptions OPTIONS =
      BroadcastOptions.DEFAULT.withTimeout(Duration.ofSeconds(2));

  private static Waves waves(long overMillis, int perSecond) {
    return new Waves(Duration.ofMillis(overMillis), perSecond, Duration.ofMillis(500));
  }

  private static Receipt send(TestNode node, String text) {
    return TestNode.await(node.engine.broadcast(Target.all(), Message.text(text), OPTIONS));
  }

  @Test
  void closesClientsWaveByWaveAndTellsEachWhenToComeBack() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> all = peers.open("/chat", 600);
      TestNode.await(node.engine.drain(waves(1500, 100_000), WITHIN));
      assertThat(all).allMatch(peer -> peer.awaitEnd(3000));
      assertThat(all).allMatch(peer -> peer.closeCode == 1012);
      assertThat(all).allMatch(peer -> pauseOf(peer) >= 0 && pauseOf(peer) <= 500);
      Set<Integer> pauses = new HashSet<>();
      all.forEach(peer -> pauses.add(pauseOf(peer)));
      assertThat(pauses).hasSizeGreaterThan(50);
      assertThat(spreadMillis(all)).isBetween(1200L, 4000L);
      assertThat(TestNode.await(node.engine.connectionCount(Optional.empty()))).isZero();
    }
  }

  /**
   * As clients see it, a wave that their thread noticed late may fall into the second of others.
   */
  @Test
  void takesLongerRatherThanClosingFasterThanAllowed() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> all = peers.open("/chat", 300);
      TestNode.await(node.engine.drain(waves(1, 150), WITHIN));
      assertThat(all).allMatch(peer -> peer.awaitEnd(3000));
      assertThat(spreadMillis(all)).isGreaterThan(1700);
      assertThat(mostWithinASecond(all)).isLessThanOrEqualTo(150 + 2 * 15);
    }
  }

  @Test
  void goesOnBroadcastingToThoseWhoAreStillThere() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> all = peers.open("/chat", 100);
      CompletableFuture<Done> left =
          node.engine.drain(waves(2000, 100_000), WITHIN).toCompletableFuture();
      List<Receipt> receipts = new ArrayList<>();
      while (!left.isDone()) {
        receipts.add(send(node, "n" + receipts.size()));
      }
      assertThat(all).allMatch(peer -> peer.awaitEnd(3000));
      assertThat(receipts).anyMatch(receipt -> receipt.reached() > 10 && receipt.reached() < 90);
      assertThat(receipts).allMatch(Receipt::complete);
      int heard = all.stream().mapToInt(peer -> peer.received).sum();
      assertThat(heard).isEqualTo(receipts.stream().mapToInt(Receipt::reached).sum());
      for (TestPeer peer : all) {
        assertThat(peer.texts()).isEqualTo(firstTexts(peer.received));
      }
    }
  }

  /** Whoever hears some of the broadcasts hears them from the first on, without a gap. */
  private static List<String> firstTexts(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add("n" + i);
    }
    return texts;
  }

  @Test
  void sendsWhatWaitsBeforeItCloses() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer stuck = BroadcastIT.openStuck(peers);
      BroadcastIT.fill(node);
      List<Receipt> receipts = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        receipts.add(
            BroadcastIT.send(
                node,
                Target.all(),
                Message.text("n" + i),
                BroadcastOptions.DEFAULT.withTimeout(Duration.ofMillis(20))));
      }
      CompletionStage<Done> left = node.engine.drain(waves(100, 1000), WITHIN);
      stuck.reading(true);
      TestNode.await(left);
      assertThat(stuck.awaitEnd(2000)).isTrue();
      assertThat(stuck.closeCode).isEqualTo(1012);
      assertThat(stuck.texts()).endsWith("n17", "n18", "n19").contains("n0");
      assertThat(receipts).allMatch(each -> BroadcastIT.stored(node, each).reached() == 1);
    }
  }

  @Test
  void letsNobodyInAndDoesNotWaitForThoseWhoLeaveByThemselves() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> all = peers.open("/chat", 4);
      CompletableFuture<Done> left =
          node.engine.drain(waves(60_000, 1000), WITHIN).toCompletableFuture();
      await().until(() -> all.stream().filter(TestPeer::hasEnded).count() == 1);
      TestPeer late = peers.start("/late", 1, TestPeers.Behaviour.NORMAL).get(0);
      assertThat(late.awaitEnd(3000)).isTrue();
      assertThat(late.isUpgraded()).isFalse();
      assertThat(left).isNotDone();
      TestNode.await(node.engine.connections(Optional.empty()))
          .forEach(id -> TestNode.await(node.engine.kill(id)));
      TestNode.await(left);
    }
  }

  @Test
  void aDrainClosesTheRestAtOnce() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> all = peers.open("/chat", 10);
      CompletionStage<Done> left = node.engine.drain(waves(60_000, 1000), WITHIN);
      await().until(() -> all.stream().filter(TestPeer::hasEnded).count() == 1);
      TestNode.await(node.engine.drain(WITHIN));
      TestNode.await(left);
      assertThat(all).allMatch(peer -> peer.awaitEnd(3000));
      assertThat(all.stream().filter(peer -> peer.closeCode == 1001)).hasSize(9);
    }
  }

  @Test
  void withoutATimeItClosesAtOnceAsADrainDoes() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer peer = peers.open("/chat");
      TestNode.await(node.engine.drain(Waves.NONE, WITHIN));
      assertThat(peer.awaitEnd(3000)).isTrue();
      assertThat(peer.closeCode).isEqualTo(1001);
    }
  }

  private static int pauseOf(TestPeer peer) {
    assertThat(peer.closeReason).matches("retry_after_ms=\\d+");
    return Integer.parseInt(peer.closeReason.substring("retry_after_ms=".length()));
  }

  private static long spreadMillis(List<TestPeer> all) {
    long first = all.stream().mapToLong(peer -> peer.endedAt).min().orElseThrow();
    long last = all.stream().mapToLong(peer -> peer.endedAt).max().orElseThrow();
    return TimeUnit.NANOSECONDS.toMillis(last - first);
  }

  private static long mostWithinASecond(List<TestPeer> all) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return all.stream()
        .mapToLong(
            from ->
                all.stream()
                    .filter(
                        peer ->
                            peer.endedAt >= from.endedAt && peer.endedAt - from.endedAt < second)
                    .count())
        .max()
        .orElseThrow();
  }
}
