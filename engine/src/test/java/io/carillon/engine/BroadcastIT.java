package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What receipts say about real clients. */
@ExtendWith(NoErrorsLogged.class)
class BroadcastIT {
  private static final Duration LONG = Duration.ofSeconds(3);
  private static final Message HELLO = Message.text("hello");
  private static final BroadcastOptions WRITTEN = BroadcastOptions.DEFAULT;
  private static final BroadcastOptions RECEIVED = WRITTEN.withLevel(Level.RECEIVED);

  @Test
  void countsByTarget() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      peers.open("/chat", 2);
      peers.open("/api");
      List<ConnectionId> chat = TestNode.await(node.engine.connections(Optional.of("/chat")));
      ConnectionId api = TestNode.await(node.engine.connections(Optional.of("/api"))).get(0);
      tag(node, chat.get(0), "red");
      tag(node, chat.get(0), "blue");
      tag(node, chat.get(1), "blue");
      tag(node, api, "red");
      Map<Target, Integer> expected =
          Map.ofEntries(
              Map.entry(Target.all(), 3),
              Map.entry(Target.route("/chat"), 2),
              Map.entry(Target.route("/nope"), 0),
              Map.entry(Target.tag("red"), 2),
              Map.entry(Target.tag("red", "blue"), 3),
              Map.entry(Target.tag("red", "blue", "none", "red"), 3),
              Map.entry(Target.tag("none"), 0),
              Map.entry(Target.tag(), 0),
              Map.entry(Target.tag("red").within("/chat"), 1),
              Map.entry(Target.connection(api, chat.get(0), api), 2),
              Map.entry(Target.connection(), 0),
              Map.entry(Target.connection(ConnectionId.random(7), api), 1),
              Map.entry(Target.connection(api, chat.get(0)).within("/api"), 1),
              Map.entry(Target.all().excluding(Set.of(api)), 2),
              Map.entry(Target.tag("blue").excluding(Set.copyOf(chat)), 0));
      expected.forEach(
          (target, count) -> {
            Receipt receipt = send(node, target, WRITTEN);
            assertThat(receipt.reached()).as("%s", target).isEqualTo(count);
            assertThat(receipt.targeted()).isEqualTo(count);
            assertThat(receipt.complete()).isTrue();
          });
    }
  }

  @Test
  void deliversWhatItCounts() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> all = peers.open("/chat", 3);
      for (int i = 0; i < 50; i++) {
        send(node, Target.all(), Message.text("message " + i), WRITTEN);
      }
      await().until(() -> all.stream().allMatch(peer -> peer.received == 50));
      for (TestPeer peer : all) {
        assertThat(peer.texts()).startsWith("message 0", "message 1").endsWith("message 49");
      }
    }
  }

  @Test
  void dropsTheCountOnceAConnectionIsKilled() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      for (int round = 0; round < 20; round++) {
        TestPeer victim = peers.open("/chat");
        ConnectionId id = TestNode.await(node.engine.connections(Optional.empty())).get(0);
        List<TestPeer> others = peers.open("/chat", 2);
        tag(node, id, "victim");
        assertThat(TestNode.await(node.engine.kill(id))).isTrue();
        assertThat(TestNode.await(node.engine.tagCount("victim"))).isZero();
        assertThat(TestNode.await(node.engine.connectionsByTag("victim"))).isEmpty();
        assertThat(TestNode.await(node.engine.connectionCount(Optional.of("/chat")))).isEqualTo(2);
        for (Target target : List.of(Target.all(), Target.route("/chat"))) {
          assertThat(send(node, target, WRITTEN).targeted()).isEqualTo(2);
        }
        assertThat(send(node, Target.tag("victim"), WRITTEN).targeted()).isZero();
        assertThat(TestNode.await(node.engine.kill(id))).isFalse();
        assertThat(victim.awaitEnd(1000)).isTrue();
        assertThat(victim.closeCode).isZero();
        others.forEach(TestPeer::reset);
        await().until(() -> TestNode.await(node.engine.connectionCount(Optional.empty())) == 0);
      }
    }
  }

  @Test
  void reachesEachLevelAndThoseBelowIt() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      peers.open("/chat", 3);
      for (int round = 0; round < 300; round++) {
        for (Level level : List.of(Level.ACCEPTED, Level.WRITTEN, Level.RECEIVED)) {
          Receipt receipt = send(node, Target.all(), WRITTEN.withLevel(level));
          assertThat(receipt.reached()).isEqualTo(3);
          assertThat(receipt.complete()).isTrue();
          Receipt.Counts counts = receipt.counts();
          assertThat(counts.accepted()).isGreaterThanOrEqualTo(counts.written());
          assertThat(counts.written()).isGreaterThanOrEqualTo(counts.received());
        }
      }
    }
  }

  @Test
  void countsAThousandLiveConnectionsAsReceived() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> all = peers.open("/chat", 1000);
      BroadcastOptions options = RECEIVED.withTimeout(Duration.ofSeconds(5)).withLatency();
      Receipt receipt = send(node, Target.all(), options);
      assertThat(receipt.reached()).isEqualTo(1000);
      assertThat(receipt.complete()).isTrue();
      assertThat(receipt.latency().orElseThrow().count()).isEqualTo(1000);
      assertThat(all).allMatch(peer -> peer.received == 1);
      all.subList(0, 100).forEach(TestPeer::reset);
      await().until(() -> TestNode.await(node.engine.connectionCount(Optional.empty())) == 900);
      assertThat(send(node, Target.all(), options).reached()).isEqualTo(900);
    }
  }

  @Test
  void leavesTenFrozenClientsOfAThousandPending() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      peers.open("/chat", 990);
      List<TestPeer> frozen = peers.open("/chat", 10, TestPeers.Behaviour.NORMAL.withoutReading());
      long start = System.nanoTime();
      Receipt receipt = send(node, Target.all(), RECEIVED);
      assertThat(millisSince(start)).isBetween(900L, 3000L);
      assertThat(receipt.targeted()).isEqualTo(1000);
      assertThat(receipt.reached()).isEqualTo(990);
      assertThat(receipt.pending()).isEqualTo(10);
      assertThat(receipt.complete()).isFalse();

      start = System.nanoTime();
      assertThat(send(node, Target.all(), WRITTEN.withTimeout(LONG)).reached()).isEqualTo(1000);
      assertThat(millisSince(start)).isLessThan(1000);

      await().until(() -> millisSince(receipt.startedAt()) > 2100);
      start = System.nanoTime();
      Receipt later = send(node, Target.all(), RECEIVED.withTimeout(LONG));
      assertThat(millisSince(start)).isLessThan(1500);
      assertThat(later.reached()).isEqualTo(990);
      assertThat(later.pending()).isEqualTo(10);

      frozen.forEach(peer -> peer.reading(true));
      for (Receipt each : List.of(receipt, later)) {
        await().until(() -> stored(node, each).complete());
        assertThat(stored(node, each).reached()).isEqualTo(1000);
      }
    }
  }

  @Test
  void neverWaitsForAClientThatHasStalled() {
    Tuning tuning = new Tuning();
    tuning.stallAfter = Duration.ofMillis(200);
    try (TestNode node = tuning.start();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> live = peers.open("/chat", 5);
      TestPeer stuck = openStuck(peers);
      Receipt full = fill(node);
      assertThat(full.reached()).isEqualTo(5);
      assertThat(full.pending()).isEqualTo(1);
      await().until(() -> millisSince(full.startedAt()) > 300);

      long start = System.nanoTime();
      Receipt later = send(node, Target.all(), WRITTEN.withTimeout(LONG));
      assertThat(millisSince(start)).isLessThan(1000);
      assertThat(later.reached()).isEqualTo(5);
      assertThat(later.pending()).isEqualTo(1);
      assertThat(later.complete()).isFalse();
      start = System.nanoTime();
      assertThat(send(node, Target.all(), RECEIVED.withTimeout(LONG)).reached()).isEqualTo(5);
      assertThat(millisSince(start)).isLessThan(1000);

      int sent = live.get(0).received;
      stuck.reading(true);
      await().until(() -> stored(node, later).complete());
      assertThat(stored(node, later).reached()).isEqualTo(6);
      assertThat(stored(node, full).reached()).isEqualTo(6);
      await().until(() -> stuck.received == sent);
      assertThat(live).allMatch(peer -> peer.received == sent);
    }
  }

  @Test
  void cutsOffAClientThatStaysStalled() {
    Tuning tuning = new Tuning();
    tuning.slowAfter = Duration.ofMillis(1500);
    cutsOffWhoStaysStalled(tuning);
  }

  @Test
  void aListenerSaysItselfWhoIsSlow() {
    Tuning tuning = new Tuning();
    tuning.slowAfter = Duration.ofHours(1);
    tuning.listenerSlowAfter = Optional.of(Duration.ofMillis(1500));
    cutsOffWhoStaysStalled(tuning);
  }

  private static void cutsOffWhoStaysStalled(Tuning tuning) {
    tuning.stallAfter = Duration.ofMillis(100);
    tuning.closeTimeout = Duration.ofMillis(200);
    try (TestNode node = tuning.start();
        TestPeers peers = new TestPeers(node.port())) {
      peers.open("/chat", 2);
      TestPeer stuck = openStuck(peers);
      Receipt full = fill(node);
      Receipt waiting = send(node, Target.all(), WRITTEN);
      await().until(() -> TestNode.await(node.engine.connectionCount(Optional.empty())) == 2);
      for (Receipt each : List.of(full, waiting)) {
        Receipt stored = stored(node, each);
        assertThat(stored.complete()).isTrue();
        assertThat(stored.failed()).isEqualTo(Map.of(FailureReason.SLOW, 1));
        assertThat(stored.reached()).isEqualTo(2);
      }
      stuck.reading(true);
      assertThat(stuck.awaitEnd(2000)).isTrue();
    }
  }

  @Test
  void answersOnceTheQuorumIsReached() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      peers.open("/chat", 5);
      peers.open("/chat", 5, TestPeers.Behaviour.NORMAL.withoutPong());
      long start = System.nanoTime();
      Receipt receipt = send(node, Target.all(), RECEIVED.withQuorum(5).withTimeout(LONG));
      assertThat(millisSince(start)).isLessThan(1000);
      assertThat(receipt.reached()).isEqualTo(5);
      assertThat(receipt.pending()).isEqualTo(5);
    }
  }

  @Test
  void expiresWhatWaitedTooLong() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer stuck = openStuck(peers);
      fill(node);
      Receipt mortal = send(node, Target.all(), WRITTEN.withTimeToLive(Duration.ofMillis(50)));
      Receipt lasting = send(node, Target.all(), Message.text("lasting"), WRITTEN);
      await().until(() -> millisSince(mortal.startedAt()) > 100);
      stuck.reading(true);
      await().until(() -> stored(node, lasting).complete());
      assertThat(stored(node, mortal).failed()).isEqualTo(Map.of(FailureReason.EXPIRED, 1));
      assertThat(stored(node, lasting).reached()).isEqualTo(1);
      await().until(() -> stuck.texts().contains("lasting"));
      assertThat(stuck.texts()).doesNotContain("hello");
    }
  }

  @Test
  void closesSilentPeersAndKeepsThoseThatAnswerPings() {
    Tuning tuning = new Tuning();
    tuning.pingAfter = Duration.ofMillis(200);
    tuning.pongTimeout = Duration.ofMillis(200);
    tuning.closeTimeout = Duration.ofMillis(300);
    try (TestNode node = tuning.start();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> silent = peers.open("/chat", 20, TestPeers.Behaviour.NORMAL.withoutPong());
      List<TestPeer> frozen = peers.open("/chat", 20, TestPeers.Behaviour.NORMAL.withoutReading());
      List<TestPeer> lively = peers.open("/chat", 20);
      await().until(() -> TestNode.await(node.engine.connectionCount(Optional.empty())) == 20);
      assertThat(silent).allMatch(peer -> peer.awaitEnd(1000) && peer.closeCode == 1001);
      assertThat(silent).allMatch(peer -> peer.pings == 1);
      frozen.forEach(peer -> peer.reading(true));
      assertThat(frozen).allMatch(peer -> peer.awaitEnd(1000));
      await().until(() -> lively.stream().allMatch(peer -> peer.pings >= 5));
      assertThat(lively).noneMatch(TestPeer::hasEnded);
      assertThat(send(node, Target.all(), RECEIVED).reached()).isEqualTo(20);
    }
  }

  @Test
  void drainsEverybodyWith1001() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> all = peers.open("/chat", 300);
      RawPeer halfway = new RawPeer(node.port());
      halfway.send("GET /late HTTP/1.1\r\n");
      Receipt last = send(node, Target.all(), Message.text("last words"), WRITTEN);
      assertThat(last.reached()).isEqualTo(300);
      TestNode.await(node.engine.drain(Duration.ofSeconds(5)));
      assertThat(all)
          .allMatch(peer -> peer.awaitEnd(1000) && peer.closeCode == 1001 && !peer.wasReset)
          .allMatch(peer -> peer.texts().equals(List.of("last words")));
      halfway.send(RawPeer.request("/late").substring("GET /late HTTP/1.1\r\n".length()));
      assertThat(halfway.readStatus()).isEqualTo(503);
      halfway.close();
      TestPeer late = peers.start("/chat", 1, TestPeers.Behaviour.NORMAL).get(0);
      assertThat(late.awaitEnd(2000)).isTrue();
      assertThat(late.isUpgraded()).isFalse();
      TestNode.await(node.engine.drain(Duration.ofSeconds(1)));
      assertThat(TestNode.await(node.engine.routes())).isEmpty();
    }
  }

  @Test
  void sendsNothingAfterItsCloseFrame() {
    Tuning tuning = new Tuning();
    tuning.closeTimeout = Duration.ofSeconds(5);
    try (TestNode node = tuning.start();
        RawPeer peer = RawPeer.open(node.port(), "/echo")) {
      fill(node);
      peer.send(WireFrames.ping(new byte[3]), WireFrames.ping(new byte[4]));
      peer.send(WireFrames.close(1000, ""));
      RawPeer.Frame frame = peer.readFrame();
      while (frame.opcode() == WireFrames.TEXT || frame.opcode() == WireFrames.PONG) {
        frame = peer.readFrame();
      }
      assertThat(frame.closeCode()).isEqualTo(1000);
      assertThat(peer.readAll()).isEmpty();
    }
  }

  @Test
  void answersTheNewestPingOnceTheSocketTakesBytesAgain() {
    try (TestNode node = new TestNode();
        RawPeer peer = RawPeer.open(node.port(), "/echo")) {
      fill(node);
      peer.send(WireFrames.ping(new byte[3]), WireFrames.ping(new byte[4]), WireFrames.text("x"));
      ConnectionId id = TestNode.await(node.engine.connections(Optional.empty())).get(0);
      await().until(() -> TestNode.await(node.engine.describe(id)).orElseThrow().messagesIn() == 1);
      RawPeer.Frame frame = peer.readFrame();
      while (frame.opcode() == WireFrames.TEXT) {
        frame = peer.readFrame();
      }
      assertThat(frame.opcode()).isEqualTo(WireFrames.PONG);
      assertThat(frame.payload()).hasSize(4);
    }
  }

  @Test
  void describesWhatWaits() {
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      openStuck(peers);
      fill(node);
      ConnectionId id = TestNode.await(node.engine.connections(Optional.empty())).get(0);
      var description = TestNode.await(node.engine.describe(id)).orElseThrow();
      assertThat(description.queuedFrames()).isPositive();
      assertThat(description.queuedBytes()).isPositive();
      assertThat(description.labels().tags()).isEqualTo(new TreeSet<>());
      assertThat(description.route()).isEqualTo("/chat");
    }
  }

  /** A client that reads nothing after its handshake. */
  static TestPeer openStuck(TestPeers peers) {
    return peers
        .open("/chat", 1, TestPeers.Behaviour.NORMAL.withReceiveBuffer(8192).withoutReading())
        .get(0);
  }

  /** Broadcasts until the socket of a client that does not read is full; the first that waits. */
  static Receipt fill(TestNode node) {
    Message large = Message.text("x".repeat(200_000));
    BroadcastOptions options = WRITTEN.withTimeout(Duration.ofMillis(300));
    Receipt receipt = send(node, Target.all(), large, options);
    assertThat(receipt.complete()).as("the first is counted").isTrue();
    for (int i = 0; i < 100 && receipt.complete(); i++) {
      receipt = send(node, Target.all(), large, options);
    }
    assertThat(receipt.pending()).isEqualTo(1);
    return receipt;
  }

  static Receipt send(TestNode node, Target target, BroadcastOptions options) {
    return send(node, target, HELLO, options);
  }

  static Receipt send(TestNode node, Target target, Message message, BroadcastOptions options) {
    Receipt receipt = TestNode.await(node.engine.broadcast(target, message, options));
    assertConserved(receipt);
    return receipt;
  }

  static Receipt stored(TestNode node, Receipt receipt) {
    Receipt stored = TestNode.await(node.engine.receipt(receipt.id())).orElseThrow();
    assertConserved(stored);
    return stored;
  }

  static void assertConserved(Receipt receipt) {
    int failed = receipt.failed().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(receipt.reached() + failed + receipt.pending())
        .as("%s", receipt)
        .isEqualTo(receipt.targeted());
    assertThat(receipt.pending()).isNotNegative();
  }

  private static void tag(TestNode node, ConnectionId id, String tag) {
    assertThat(TestNode.await(node.engine.tag(id, tag))).isEqualTo(Labelled.DONE);
  }

  static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  private static long millisSince(Instant instant) {
    return Duration.between(instant, Instant.now()).toMillis();
  }
}
