package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.ConnectionDescription;
import io.carillon.engine.message.ConnectionId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that sends and does not read costs little and loses nothing. */
@ExtendWith(NoErrorsLogged.class)
class BackPressureIT {
  private static final int MESSAGES = 400;
  private static final int SIZE = 100_000;

  @Test
  void stopsReadingWhileEchoesWaitAndEchoesAllOfThemLater() {
    Tuning tuning = new Tuning();
    tuning.messageTimeout = Duration.ofMillis(300);
    try (TestNode node = tuning.start();
        TestPeers peers = new TestPeers(node.port())) {
      TestPeer peer = peers.open("/echo", 1, TestPeers.Behaviour.NORMAL.withoutReading()).get(0);
      for (int i = 0; i < MESSAGES; i++) {
        peer.send(WireFrames.binary(ByteBuffer.allocate(SIZE).putInt(i).array()));
      }
      ConnectionDescription stuck = awaitStandstill(node);
      assertThat(stuck.messagesIn()).isLessThan(MESSAGES);
      assertThat(stuck.queuedBytes()).isLessThan(500_000);

      peer.reading(true);
      await().until(() -> peer.received == MESSAGES || peer.hasEnded());
      assertThat(peer.closeCode).isZero();
      List<byte[]> echoes = peer.messages();
      for (int i = 0; i < MESSAGES; i++) {
        assertThat(ByteBuffer.wrap(echoes.get(i)).getInt()).isEqualTo(i);
      }
    }
  }

  @Test
  void holdsOnePongForAPeerThatFloodsItWithPings() {
    try (TestNode node = new TestNode();
        RawPeer peer = RawPeer.open(node.port(), "/echo");
        RawPeer control = RawPeer.open(node.port(), "/echo")) {
      byte[][] pings = new byte[1000][];
      for (int i = 0; i < pings.length; i++) {
        pings[i] = WireFrames.ping(new byte[125]);
      }
      byte[] thousand = WireFrames.join(pings);
      for (int i = 0; i < 150; i++) {
        peer.send(thousand);
        control.send(WireFrames.text("alive"));
        assertThat(control.readFrame().text()).isEqualTo("alive");
      }
      peer.send(WireFrames.ping(new byte[] {1}), WireFrames.close(1000, ""));
      int pongs = 0;
      RawPeer.Frame frame = peer.readFrame();
      while (frame.opcode() == WireFrames.PONG) {
        pongs++;
        frame = peer.readFrame();
      }
      assertThat(frame.closeCode()).isEqualTo(1000);
      assertThat(pongs).isBetween(1, 149_999);
      assertThat(peer.end(1000)).isEqualTo(RawPeer.End.FIN);
    }
  }

  /** Waits until no message was read for as long as one may take, twice. */
  private static ConnectionDescription awaitStandstill(TestNode node) {
    ConnectionId id = TestNode.await(node.engine.connections(Optional.empty())).get(0);
    ConnectionDescription[] last = {describe(node, id)};
    await()
        .pollInterval(Duration.ofMillis(700))
        .until(
            () -> {
              ConnectionDescription now = describe(node, id);
              boolean still = now.messagesIn() == last[0].messagesIn();
              last[0] = now;
              return still;
            });
    return last[0];
  }

  private static ConnectionDescription describe(TestNode node, ConnectionId id) {
    return TestNode.await(node.engine.describe(id)).orElseThrow();
  }
}
