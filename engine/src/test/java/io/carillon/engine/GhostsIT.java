package io.carillon.engine;

import static io.carillon.engine.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Ghosted;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.registry.StateSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.Done;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GhostsIT {
  private TestNode node;

  @AfterEach
  void stop() {
    node.close();
  }

  private void start(int maxGhosts, Optional<Duration> timeToLive) {
    Tuning tuning = new Tuning();
    tuning.state =
        new StateSettings(4, 100, 100, 4, 100, maxGhosts, timeToLive, Duration.ofSeconds(1));
    node = tuning.start();
  }

  private Ghosts ghosts() {
    return node.engine.ghosts();
  }

  private int count() {
    return await(node.engine.connectionCount(Optional.empty()));
  }

  /** Connects, becomes a ghost, and loses its socket. */
  private ConnectionId ghost(String name) {
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      ConnectionId id = named(name);
      assertThat(await(ghosts().activate(id))).isEqualTo(Ghosted.DONE);
      peer.send(WireFrames.close(1000, ""));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
      return id;
    }
  }

  private ConnectionId named(String name) {
    ConnectionId id = new ConnectionId(name);
    ConnectionId generated =
        await(node.engine.connections(Optional.empty())).stream()
            .filter(each -> each.node().isPresent())
            .findFirst()
            .orElseThrow();
    assertThat(await(node.engine.rename(generated, id))).isTrue();
    return id;
  }

  private Receipt send(Target target) {
    return await(node.engine.broadcast(target, Message.text("x"), BroadcastOptions.DEFAULT));
  }

  private void gone(ConnectionId id) {
    Awaitility.await().until(() -> await(node.engine.describe(id)).isEmpty());
  }

  @Test
  void aGhostStaysWithAllThatIsKnownOfItAndIsNotReached() {
    start(10, Optional.empty());
    ConnectionId id = ghost("alice");
    await(node.engine.tag(id, "vip"));
    await(node.engine.information().store(id, "login", "marie"));
    Awaitility.await().until(() -> send(Target.all()).reached() == 0);

    assertThat(await(node.engine.connections(Optional.of("/chat")))).containsExactly(id);
    assertThat(count()).isOne();
    assertThat(await(node.engine.tagCount("vip"))).isOne();
    assertThat(await(node.engine.information().of(id))).containsEntry("login", "marie");
    for (Target target : List.of(Target.all(), Target.tag("vip"), Target.connection(id))) {
      Receipt receipt = send(target);
      assertThat(receipt.targeted()).isOne();
      assertThat(receipt.failed()).isEqualTo(Map.of(FailureReason.CLOSED, 1));
    }
    assertThat(await(ghosts().isGhost(id))).isTrue();

    assertThat(await(node.engine.rename(id, new ConnectionId("bob")))).isTrue();
    assertThat(await(ghosts().isGhost(new ConnectionId("bob")))).isTrue();
    assertThat(await(ghosts().isGhost(id))).isFalse();
  }

  @Test
  void aReleasedGhostIsGone() {
    start(10, Optional.empty());
    ConnectionId id = ghost("alice");
    await(node.engine.tag(id, "vip"));

    assertThat(await(ghosts().release(id))).isTrue();

    gone(id);
    assertThat(count()).isZero();
    assertThat(await(node.engine.tagCount("vip"))).isZero();
    assertThat(await(ghosts().release(id))).isFalse();
  }

  @Test
  void releasingClosesASocketThatIsStillOpen() {
    start(10, Optional.empty());
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      ConnectionId id = named("alice");
      assertThat(await(ghosts().release(id))).isFalse();
      assertThat(await(ghosts().activate(id))).isEqualTo(Ghosted.DONE);
      assertThat(await(ghosts().activate(id))).isEqualTo(Ghosted.DONE);
      assertThat(send(Target.all()).reached()).isOne();
      peer.readFrame();

      assertThat(await(ghosts().release(id))).isTrue();

      assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
      assertThat(await(ghosts().activate(id))).isEqualTo(Ghosted.UNKNOWN_CONNECTION);
      peer.send(WireFrames.close(1000, ""));
      gone(id);
    }
  }

  @Test
  void thereAreOnlySoManyGhosts() {
    start(2, Optional.empty());
    ghost("one");
    ConnectionId two = ghost("two");
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      ConnectionId three = named("three");
      assertThat(await(ghosts().activate(three))).isEqualTo(Ghosted.TOO_MANY);
      assertThat(await(ghosts().isGhost(three))).isFalse();
      await(ghosts().release(two));
      assertThat(await(ghosts().activate(three))).isEqualTo(Ghosted.DONE);
      await(node.engine.kill(three));
      assertThat(peer.end(5000)).isNotEqualTo(RawPeer.End.STAYS_OPEN);
    }
    Awaitility.await().until(() -> count() == 1);
    ghost("four");
  }

  @Test
  void aGhostIsReleasedWhenItsTimeIsOver() {
    start(10, Optional.of(Duration.ofMillis(300)));
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      ConnectionId live = named("live");
      await(ghosts().activate(live));
      ConnectionId id = ghost("alice");
      assertThat(count()).isEqualTo(2);
      gone(id);
      assertThat(await(ghosts().isGhost(live))).isTrue();
      peer.reset();
      gone(live);
    }
  }

  @Test
  void killingEndsAGhostWhetherOrNotItHasASocket() {
    start(10, Optional.empty());
    ConnectionId id = ghost("alice");
    assertThat(await(node.engine.kill(id))).isTrue();
    assertThat(await(node.engine.kill(id))).isFalse();
    assertThat(count()).isZero();
  }

  @Test
  void drainingEndsGhostsToo() {
    start(10, Optional.empty());
    ghost("alice");
    try (RawPeer peer = RawPeer.open(node.port(), "/chat")) {
      await(ghosts().activate(named("bob")));
      var drained = node.engine.drain(Duration.ofSeconds(10));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1001);
      peer.send(WireFrames.close(1001, ""));
      assertThat(await(drained)).isEqualTo(Done.getInstance());
      assertThat(count()).isZero();
    }
  }

  @Test
  void whoIsNotThereIsNoGhost() {
    start(10, Optional.empty());
    ConnectionId nobody = new ConnectionId("nobody");
    assertThat(await(ghosts().activate(nobody))).isEqualTo(Ghosted.UNKNOWN_CONNECTION);
    assertThat(await(ghosts().release(nobody))).isFalse();
    assertThat(await(ghosts().isGhost(nobody))).isFalse();
  }
}
