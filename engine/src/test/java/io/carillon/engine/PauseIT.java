package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.application.Peer;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that stops reading, and reads on. */
@ExtendWith(NoErrorsLogged.class)
class PauseIT {
  private static final int MESSAGES = 300;
  private static final int SIZE = 100_000;

  private final RecordingApplication application = new RecordingApplication();
  private final Tuning tuning = new Tuning();

  @Test
  void whatCameTogetherIsHandedOverOneByOneInOrder() {
    application.onMessage = (peer, message) -> peer.pause();
    try (TestNode node = tuning.start(application);
        RawPeer peer = RawPeer.open(node.port(), "/any")) {
      peer.send(
          WireFrames.text("a"), WireFrames.text("b"), WireFrames.text("c"), WireFrames.text("d"));
      application.awaitCalls("open", "text a");
      application.peer().resume();
      application.awaitCalls("open", "text a", "text b");
      application.peer().push(Message.text("still paused"));
      assertThat(peer.readFrame().text()).isEqualTo("still paused");
      application.assertCalls("open", "text a", "text b");
      application.peer().resume();
      application.awaitCalls("open", "text a", "text b", "text c");
      application.peer().resume();
      application.awaitCalls("open", "text a", "text b", "text c", "text d");
    }
  }

  @Test
  void aPauseThatIsLiftedWithinTheSameCallChangesNothing() {
    application.onMessage =
        (peer, message) -> {
          peer.pause();
          peer.resume();
        };
    try (TestNode node = tuning.start(application);
        RawPeer peer = RawPeer.open(node.port(), "/any")) {
      peer.send(WireFrames.text("a"), WireFrames.text("b"), WireFrames.text("c"));
      application.awaitCalls("open", "text a", "text b", "text c");
    }
  }

  @Test
  void aSenderIsHeldBackByTcpAndLosesNothing() {
    AtomicInteger received = new AtomicInteger();
    List<Integer> wrong = new ArrayList<>();
    application.onOpen = Peer::pause;
    application.onMessage =
        (peer, message) -> {
          if (message.bytes().getInt() != received.getAndIncrement()) {
            wrong.add(received.get());
          }
        };
    try (TestNode node = tuning.start(application);
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer peer = peers.open("/any");
      for (int i = 0; i < MESSAGES; i++) {
        peer.send(WireFrames.binary(ByteBuffer.allocate(SIZE).putInt(i).array()));
      }
      int stuck = awaitStandstill(peer);
      assertThat(stuck).isGreaterThan(MESSAGES * SIZE / 2);
      assertThat(received.get()).isZero();
      application.peer().resume();
      await().until(() -> received.get() == MESSAGES);
      assertThat(wrong).isEmpty();
      assertThat(peer.closeCode).isZero();
    }
  }

  @Test
  void aPausedPeersSilenceIsNotHeldAgainstIt() {
    tuning.pingAfter = Duration.ofMillis(100);
    tuning.pongTimeout = Duration.ofMillis(100);
    tuning.messageTimeout = Duration.ofMillis(100);
    application.onMessage = (peer, message) -> peer.pause();
    try (TestNode node = tuning.start(application);
        RawPeer peer = RawPeer.open(node.port(), "/any")) {
      byte[] second = WireFrames.text("b");
      byte[] begun = Arrays.copyOf(second, 3);
      byte[] rest = Arrays.copyOfRange(second, 3, second.length);
      peer.send(WireFrames.text("a"), begun);
      application.awaitCalls("open", "text a");
      assertThat(peer.end(1000)).isEqualTo(RawPeer.End.STAYS_OPEN);
      peer.send(rest);
      application.peer().resume();
      application.awaitCalls("open", "text a", "text b");
    }
  }

  @Test
  void theEndIsSeenBehindWhatIsUnread() {
    application.onMessage = (peer, message) -> peer.pause();
    try (TestNode node = tuning.start(application);
        RawPeer peer = RawPeer.open(node.port(), "/any")) {
      peer.send(WireFrames.text("a"), WireFrames.text("b"), WireFrames.close(1000, "done"));
      application.awaitCalls("open", "text a");
      application.peer().resume();
      application.awaitCalls("open", "text a", "text b");
      application.peer().resume();
      application.awaitCalls("open", "text a", "text b", "close 1000 done");
    }
  }

  @Test
  void aClosingHandshakeThatWeBeginReadsOnAndDropsWhatWasKept() {
    application.onMessage = (peer, message) -> peer.pause();
    try (TestNode node = tuning.start(application);
        RawPeer peer = RawPeer.open(node.port(), "/any")) {
      peer.send(WireFrames.text("a"), WireFrames.text("b"));
      application.awaitCalls("open", "text a");
      application.peer().close(1000, "");
      assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
      peer.send(WireFrames.close(1000, ""));
      assertThat(peer.end(900)).isEqualTo(RawPeer.End.FIN);
      application.assertCalls("open", "text a", "close 1000");
    }
  }

  @Test
  void broadcastsReachAPausedPeer() {
    application.onOpen = Peer::pause;
    try (TestNode node = tuning.start(application);
        RawPeer peer = RawPeer.open(node.port(), "/any")) {
      application.peer();
      node.engine.broadcast(Target.all(), Message.text("news"), BroadcastOptions.DEFAULT);
      assertThat(peer.readFrame().text()).isEqualTo("news");
    }
  }

  /** Bytes that the client could not send, once that number stands still. */
  private static int awaitStandstill(TestPeer peer) {
    int[] last = {-1};
    await()
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              int now = peer.unsentBytes();
              boolean still = now == last[0];
              last[0] = now;
              return still;
            });
    return last[0];
  }
}
