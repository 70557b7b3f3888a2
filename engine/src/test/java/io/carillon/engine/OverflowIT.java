package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each overflow policy does to a real client that does not read. */
@ExtendWith(NoErrorsLogged.class)
class OverflowIT {
  private static final int FRAMES = 5;
  private static final BroadcastOptions ACCEPTED =
      BroadcastOptions.DEFAULT.withLevel(Level.ACCEPTED);
  private static final Map<FailureReason, Integer> SLOW = Map.of(FailureReason.SLOW, 1);

  @Test
  void dropNewestRefusesWhatDoesNotFit() {
    try (TestNode node = node(OverflowPolicy.DROP_NEWEST);
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer stuck = BroadcastIT.openStuck(peers);
      BroadcastIT.fill(node);
      List<Receipt> receipts = sendNumbers(node, 20);
      List<String> taken = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Receipt receipt = receipts.get(i);
        assertThat(receipt.complete()).isTrue();
        assertThat(receipt.failed()).isEqualTo(receipt.reached() == 1 ? Map.of() : SLOW);
        if (receipt.reached() == 1) {
          taken.add("n" + i);
        }
      }
      assertThat(taken).hasSizeBetween(1, FRAMES).startsWith("n0");
      stuck.reading(true);
      await().untilAsserted(() -> assertThat(numbers(stuck)).isEqualTo(taken));
    }
  }

  @Test
  void dropOldestMakesRoomForTheNewest() {
    try (TestNode node = node(OverflowPolicy.DROP_OLDEST);
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer stuck = BroadcastIT.openStuck(peers);
      BroadcastIT.fill(node);
      List<Receipt> receipts = sendNumbers(node, 20);
      assertThat(receipts).allMatch(each -> each.reached() == 1);
      stuck.reading(true);
      await().until(() -> numbers(stuck).contains("n19"));
      int got = numbers(stuck).size();
      assertThat(got).isBetween(1, FRAMES);
      List<String> newest = new ArrayList<>();
      for (int i = 20 - got; i < 20; i++) {
        newest.add("n" + i);
      }
      assertThat(numbers(stuck)).isEqualTo(newest);
      assertThat(receipts.subList(0, 20 - got))
          .allMatch(each -> BroadcastIT.stored(node, each).counts().written() == 0);
    }
  }

  @Test
  void conflateReplacesWhatWaitsUnderTheSameKey() {
    try (TestNode node = node(OverflowPolicy.CONFLATE);
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer stuck = BroadcastIT.openStuck(peers);
      BroadcastIT.fill(node);
      BroadcastOptions waiting = BroadcastOptions.DEFAULT.withTimeout(Duration.ofMillis(20));
      List<Receipt> receipts = new ArrayList<>();
      for (String message : List.of("n1", "m1", "n2", "n3", "m2", "n4")) {
        BroadcastOptions options = waiting.withConflationKey(message.substring(0, 1));
        receipts.add(BroadcastIT.send(node, Target.all(), Message.text(message), options));
      }
      stuck.reading(true);
      await().until(() -> BroadcastIT.stored(node, receipts.get(5)).complete());
      await().until(() -> numbers(stuck).contains("n4"));
      assertThat(stuck.texts()).endsWith("m2", "n4").doesNotContain("n1", "m1", "n2", "n3");
      assertThat(receipts.subList(0, 4))
          .allMatch(each -> BroadcastIT.stored(node, each).failed().equals(SLOW));
      assertThat(BroadcastIT.stored(node, receipts.get(4)).reached()).isEqualTo(1);
    }
  }

  @Test
  void closeCutsOffWith1013AndCountsEverythingAsSlow() {
    try (TestNode node = node(OverflowPolicy.CLOSE);
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer stuck = BroadcastIT.openStuck(peers);
      Receipt full = BroadcastIT.fill(node);
      List<Receipt> receipts = sendNumbers(node, 20);
      assertThat(receipts.get(19).reached()).isZero();
      await().until(() -> BroadcastIT.stored(node, full).complete());
      assertThat(receipts).allMatch(each -> BroadcastIT.stored(node, each).counts().written() == 0);
      stuck.reading(true);
      assertThat(stuck.awaitEnd(3000)).isTrue();
      assertThat(numbers(stuck)).isEmpty();
      assertThat(TestNode.await(node.engine.connectionCount(Optional.empty()))).isZero();
    }
  }

  @Test
  void closeTellsAClientThatReadsAgainInTime() {
    try (TestNode node = node(OverflowPolicy.CLOSE);
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer stuck = BroadcastIT.openStuck(peers);
      BroadcastIT.fill(node);
      sendNumbers(node, 10);
      stuck.reading(true);
      assertThat(stuck.awaitEnd(3000)).isTrue();
      assertThat(stuck.closeCode).isEqualTo(1013);
      assertThat(stuck.wasReset).isFalse();
    }
  }

  private static TestNode node(OverflowPolicy policy) {
    Tuning tuning = new Tuning();
    tuning.overflow = policy;
    tuning.outboxFrames = FRAMES;
    return tuning.start();
  }

  private static List<Receipt> sendNumbers(TestNode node, int count) {
    List<Receipt> receipts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      receipts.add(BroadcastIT.send(node, Target.all(), Message.text("n" + i), ACCEPTED));
    }
    return receipts;
  }

  private static List<String> numbers(TestPeer peer) {
    return peer.texts().stream().filter(text -> text.startsWith("n")).toList();
  }
}
