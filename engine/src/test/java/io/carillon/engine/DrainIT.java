package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Going away in the middle of things. */
@ExtendWith(NoErrorsLogged.class)
class DrainIT {
  private static final BroadcastOptions SOON =
      BroadcastOptions.DEFAULT.withTimeout(Duration.ofMillis(20));

  @RepeatedTest(3)
  void endsClientsThatAreStillConnecting() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> all = new ArrayList<>(peers.open("/early", 50));
      all.addAll(peers.start("/late", 400, TestPeers.Behaviour.NORMAL));
      await().until(() -> all.subList(50, 450).stream().anyMatch(TestPeer::isUpgraded));
      TestNode.await(node.engine.drain(Duration.ofSeconds(5)));
      assertThat(all).allMatch(peer -> peer.awaitEnd(8000));
      assertThat(all).allMatch(peer -> !peer.isUpgraded() || peer.closeCode == 1001);
      assertThat(TestNode.await(node.engine.connectionCount(Optional.empty()))).isZero();
    }
  }

  @Test
  void sendsWhatWaitsBeforeItCloses() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer stuck = BroadcastIT.openStuck(peers);
      BroadcastIT.fill(node);
      List<Receipt> receipts = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        receipts.add(BroadcastIT.send(node, Target.all(), Message.text("n" + i), SOON));
      }
      CompletionStage<Done> drained = node.engine.drain(Duration.ofSeconds(5));
      stuck.reading(true);
      TestNode.await(drained);
      assertThat(stuck.awaitEnd(2000)).isTrue();
      assertThat(stuck.closeCode).isEqualTo(1001);
      assertThat(stuck.texts()).endsWith("n17", "n18", "n19").contains("n0");
      assertThat(receipts).allMatch(each -> BroadcastIT.stored(node, each).reached() == 1);
    }
  }

  @Test
  void doesNotWaitLongerThanTheCloseTimeoutForAClientThatNeverReads() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      BroadcastIT.openStuck(peers);
      Receipt full = BroadcastIT.fill(node);
      long start = System.nanoTime();
      TestNode.await(node.engine.drain(Duration.ofSeconds(5)));
      assertThat(BroadcastIT.millisSince(start)).isLessThan(2500);
      Receipt stored = BroadcastIT.stored(node, full);
      assertThat(stored.complete()).isTrue();
      assertThat(stored.reached()).isZero();
    }
  }
}
