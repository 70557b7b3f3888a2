package io.carillon.engine;

import static io.carillon.engine.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Ghosted;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.registry.StateSettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleIT {
  private final RecordingLifecycle lifecycle = new RecordingLifecycle();
  private TestNode node;

  @AfterEach
  void stop() {
    node.close();
  }

  private void start(Duration beforeCloseTimeout) {
    Tuning tuning = new Tuning();
    tuning.observers = List.of(lifecycle);
    tuning.state =
        new StateSettings(
            4, 100, 100, 4, 100, 10, Optional.of(Duration.ofHours(1)), beforeCloseTimeout);
    node = tuning.start();
  }

  private void start() {
    start(Duration.ofSeconds(10));
  }

  private Connected connected() {
    return Awaitility.await()
        .until(() -> lifecycle.opened.stream().findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  private ConnectionId id() {
    return connected().id();
  }

  private boolean isKnown(ConnectionId id) {
    return await(node.engine.describe(id)).isPresent();
  }

  private int count() {
    return await(node.engine.connectionCount(Optional.empty()));
  }

  private void closeProperly(RawPeer peer) {
    peer.send(WireFrames.close(1000, ""));
    assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
  }

  @Test
  void tellsOfAConnectionFromItsOpeningToItsEndInOrder() {
    start();
    try (RawPeer peer = RawPeer.open(node.port(), "/chat?token=1")) {
      peer.send(WireFrames.text("hello"));
      peer.send(WireFrames.text(""));
      closeProperly(peer);
    }
    lifecycle.awaitEvents(
        "open /chat", "message hello", "message ", "beforeClose 1000", "close 1000");
    assertThat(lifecycle.headers.get(0).get("Host")).hasSize(1);
    assertThat(connected().remoteAddress()).startsWith("127.0.0.1:");
  }

  @Test
  void aConnectionStillCountsBeforeItClosesAndIsForgottenAfterwards() {
    start();
    List<Object> seen = new CopyOnWriteArrayList<>();
    CompletableFuture<Done> decision = new CompletableFuture<>();
    lifecycle.waiting =
        (event, connection) -> {
          if (event == Lifecycle.Event.CLOSE) {
            node.engine
                .describe(connection.id())
                .thenAccept(found -> seen.add("known " + found.isPresent()));
          }
          return event == Lifecycle.Event.BEFORE_CLOSE ? decision : RecordingLifecycle.DONE;
        };
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      await(node.engine.tag(id(), "vip"));
      await(node.engine.information().store(id(), "login", "marie"));
      closeProperly(peer);
    }
    lifecycle.awaitEvents("open /chat", "beforeClose 1000");

    assertThat(count()).isOne();
    assertThat(await(node.engine.information().of(id()))).isEqualTo(Map.of("login", "marie"));
    assertThat(await(node.engine.tagCount("vip"))).isOne();
    Receipt receipt =
        await(node.engine.broadcast(Target.all(), Message.text("x"), BroadcastOptions.DEFAULT));
    assertThat(receipt.reached()).isZero();

    decision.complete(Done.getInstance());
    lifecycle.awaitEvents("open /chat", "beforeClose 1000", "close 1000");
    Awaitility.await().untilAsserted(() -> assertThat(seen).containsExactly("known false"));
    assertThat(count()).isZero();
    assertThat(await(node.engine.tagCount("vip"))).isZero();
  }

  @Test
  void whoDoesNotAnswerBeforeAConnectionClosesIsWaitedForOnlySoLong() {
    start(Duration.ofMillis(200));
    lifecycle.waiting = (event, connection) -> new CompletableFuture<>();
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      assertThat(await(node.engine.kill(id()))).isTrue();
      assertThat(peer.end(5000)).isNotEqualTo(RawPeer.End.STAYS_OPEN);
    }
    lifecycle.awaitEvents("open /chat", "beforeClose 1006", "close 1006");
  }

  @Test
  void aKilledConnectionIsAnnouncedAndReachedNoMore() {
    start();
    CompletableFuture<Done> decision = new CompletableFuture<>();
    lifecycle.waiting = (event, connection) -> decision;
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      ConnectionId id = id();
      assertThat(await(node.engine.kill(id))).isTrue();
      lifecycle.awaitEvents("open /chat", "beforeClose 1006");
      assertThat(isKnown(id)).isTrue();
      assertThat(await(node.engine.kill(id))).isFalse();
      Receipt receipt =
          await(node.engine.broadcast(Target.all(), Message.text("x"), BroadcastOptions.DEFAULT));
      assertThat(receipt.reached()).isZero();
      decision.complete(Done.getInstance());
      lifecycle.awaitEvents("open /chat", "beforeClose 1006", "close 1006");
      assertThat(isKnown(id)).isFalse();
      assertThat(peer.end(5000)).isNotEqualTo(RawPeer.End.STAYS_OPEN);
    }
  }

  @Test
  void theEndOfAGhostsSocketIsNoEventItsReleaseIsThree() {
    start();
    ConnectionId id;
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      id = id();
      assertThat(await(node.engine.ghosts().activate(id))).isEqualTo(Ghosted.DONE);
      closeProperly(peer);
    }
    awaitNoSocket(id);
    lifecycle.assertEvents("open /chat");

    CompletableFuture<Done> decision = new CompletableFuture<>();
    lifecycle.waiting = (event, connection) -> decision;
    assertThat(await(node.engine.ghosts().release(id))).isTrue();
    lifecycle.awaitEvents("open /chat", "ghostConnectionClose");
    assertThat(isKnown(id)).isTrue();
    assertThat(await(node.engine.ghosts().isGhost(id))).isFalse();
    assertThat(await(node.engine.ghosts().activate(id))).isEqualTo(Ghosted.UNKNOWN_CONNECTION);

    decision.complete(Done.getInstance());
    lifecycle.awaitEvents("open /chat", "ghostConnectionClose", "beforeClose 1000", "close 1000");
    assertThat(isKnown(id)).isFalse();
  }

  private void awaitNoSocket(ConnectionId id) {
    Awaitility.await()
        .until(
            () ->
                await(
                            node.engine.broadcast(
                                Target.connection(id), Message.text("x"), BroadcastOptions.DEFAULT))
                        .reached()
                    == 0);
  }

  @Test
  void releasingAGhostWithASocketClosesThatFirst() {
    start();
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      ConnectionId id = id();
      await(node.engine.ghosts().activate(id));
      await(node.engine.ghosts().release(id));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
      peer.send(WireFrames.close(1000, ""));
    }
    lifecycle.awaitEvents("open /chat", "ghostConnectionClose", "beforeClose 1000", "close 1000");
  }

  @Test
  void anEventCarriesTheIdOfItsMoment() {
    start();
    List<String> ids = new CopyOnWriteArrayList<>();
    lifecycle.waiting =
        (event, connection) -> {
          ids.add(connection.id().toString());
          return RecordingLifecycle.DONE;
        };
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      await(node.engine.rename(id(), new ConnectionId("alice")));
      peer.send(WireFrames.text("hello"));
      closeProperly(peer);
    }
    lifecycle.awaitEvents("open /chat", "message hello", "beforeClose 1000", "close 1000");
    assertThat(ids).containsExactly(id().toString(), "alice", "alice", "alice");
  }

  @Test
  void aNodeHasDrainedOnlyWhenEveryEndWasTold() {
    start();
    CountDownLatch told = new CountDownLatch(1);
    lifecycle.waiting =
        (event, connection) -> {
          if (event == Lifecycle.Event.CLOSE) {
            hold(told);
          }
          return RecordingLifecycle.DONE;
        };
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      id();
      CompletableFuture<Done> drained =
          node.engine.drain(Duration.ofSeconds(10)).toCompletableFuture();
      assertThat(peer.readFrame().closeCode()).isEqualTo(1001);
      peer.send(WireFrames.close(1001, ""));
      lifecycle.awaitEvents("open /chat", "beforeClose 1001", "close 1001");
      Awaitility.await().until(() -> count() == 0);
      assertThat(drained).isNotDone();
      told.countDown();
      assertThat(await(drained)).isEqualTo(Done.getInstance());
    }
  }

  private static void hold(CountDownLatch until) {
    try {
      assertThat(until.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void onlyWhatIsWantedIsTold() {
    lifecycle.wanted = EnumSet.of(Lifecycle.Event.CLOSE);
    start();
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      peer.send(WireFrames.text("hello"));
      closeProperly(peer);
    }
    lifecycle.awaitEvents("close 1000");
  }

  @Test
  void oneObserverThatFailsDisturbsNeitherTheOthersNorTheConnection() {
    RecordingLifecycle faulty = new RecordingLifecycle();
    faulty.waiting =
        (event, connection) -> {
          throw new IllegalStateException("of the test");
        };
    RecordingLifecycle late = new RecordingLifecycle();
    late.waiting =
        (event, connection) -> CompletableFuture.failedFuture(new IllegalStateException("late"));
    Tuning tuning = new Tuning();
    tuning.observers = List.of(faulty, late, lifecycle);
    node = tuning.start();
    try (RawPeer peer = RawPeer.open(node.port(), "/echo")) {
      peer.send(WireFrames.text("hello"));
      assertThat(peer.readFrame().text()).isEqualTo("hello");
      closeProperly(peer);
    }
    String[] all = {"open /echo", "message hello", "beforeClose 1000", "close 1000"};
    lifecycle.awaitEvents(all);
    faulty.awaitEvents(all);
    late.awaitEvents(all);
  }
}
