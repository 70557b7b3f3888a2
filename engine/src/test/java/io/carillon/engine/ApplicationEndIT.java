package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.application.Peer;
import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How an application learns that a connection is over: once, and with which code. */
@ExtendWith(NoErrorsLogged.class)
class ApplicationEndIT {
  private static final PushResult CLOSED = new PushResult.Refused(FailureReason.CLOSED);

  private final RecordingApplication application = new RecordingApplication();
  private final Tuning tuning = new Tuning();
  private final List<RawPeer> clients = new ArrayList<>();
  private TestNode node;

  @BeforeEach
  void start() {
    tuning.closeTimeout = Duration.ofMillis(300);
    node = tuning.start(application);
  }

  @AfterEach
  void stop() {
    clients.forEach(RawPeer::close);
    node.close();
  }

  @Test
  void ofOneWhoClosesWithoutACodeIs1005() {
    try (RawPeer peer = RawPeer.open(node.port(), "/any")) {
      peer.send(WireFrames.frame(WireFrames.FIN | WireFrames.CLOSE, new byte[0]));
      application.awaitCalls("open", "close 1005");
    }
  }

  @Test
  void ofOneWhoBreaksTheProtocolHasOurCode() {
    try (RawPeer peer = RawPeer.open(node.port(), "/any")) {
      peer.send(WireFrames.frame(WireFrames.FIN | WireFrames.TEXT, new byte[] {(byte) 0xff}));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1007);
      await().until(() -> application.calls.size() == 2);
      assertThat(application.calls.get(1)).startsWith("close 1007 ");
    }
  }

  @Test
  void ofOneWhoVanishesIs1006() {
    RawPeer.open(node.port(), "/any").reset();
    application.awaitCalls("open", "close 1006");
    RawPeer.open(node.port(), "/any").close();
    application.awaitCalls("open", "close 1006", "open", "close 1006");
  }

  @Test
  void ofOneWhoIsKilledIs1006() {
    try (RawPeer peer = RawPeer.open(node.port(), "/any")) {
      application.peer().kill();
      assertThat(application.peer().push(Message.text("late"))).isEqualTo(CLOSED);
      assertThat(peer.end(5000)).isNotEqualTo(RawPeer.End.STAYS_OPEN);
      application.awaitCalls("open", "close 1006");
    }
    connect("/any");
    TestNode.await(node.engine.kill(onlyId()));
    application.awaitCalls("open", "close 1006", "open", "close 1006");
  }

  @Test
  void thatTheApplicationBeginsHasItsCodeAndIsToldAtOnce() {
    application.onMessage =
        (peer, message) -> {
          peer.push(Message.text("last"));
          peer.close(4007, "enough");
          application.calls.add("open? " + peer.isOpen());
          application.calls.add("push? " + peer.push(Message.text("never")).equals(CLOSED));
        };
    try (RawPeer peer = RawPeer.open(node.port(), "/any")) {
      peer.send(WireFrames.text("a"));
      assertThat(peer.readFrame().text()).isEqualTo("last");
      RawPeer.Frame close = peer.readFrame();
      assertThat(close.closeCode()).isEqualTo(4007);
      application.awaitCalls("open", "text a", "open? false", "push? true", "close 4007 enough");
      peer.send(WireFrames.text("ignored"), WireFrames.close(4007, ""));
      assertThat(peer.end(5000)).isEqualTo(RawPeer.End.FIN);
      application.assertCalls("open", "text a", "open? false", "push? true", "close 4007 enough");
    }
  }

  @Test
  void thatAnAdministratorBeginsHasTheirCode() {
    try (RawPeer peer = RawPeer.open(node.port(), "/any")) {
      application.peer();
      TestNode.await(node.engine.close(onlyId(), 1000, "by request"));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
      application.awaitCalls("open", "close 1000 by request");
    }
  }

  @Test
  void byADrainIs1001() {
    try (RawPeer peer = RawPeer.open(node.port(), "/any")) {
      application.peer();
      node.engine.drain(Duration.ofSeconds(5));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1001);
      peer.send(WireFrames.close(1001, ""));
      application.awaitCalls("open", "close 1001 server is going away");
    }
  }

  @Test
  void withoutAConversationIsToldToNobody() {
    application.onOpen = Peer::kill;
    try (RawPeer peer = RawPeer.open(node.port(), "/any")) {
      assertThat(peer.end(5000)).isNotEqualTo(RawPeer.End.STAYS_OPEN);
      application.awaitCalls("open", "close 1006");
    }
  }

  @Test
  void letsNothingBePushedAnyMore() {
    application.onClose =
        peer -> application.calls.add("push? " + peer.push(Message.text("x")).equals(CLOSED));
    try (RawPeer peer = RawPeer.open(node.port(), "/any")) {
      peer.send(WireFrames.close(1000, ""));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
      application.awaitCalls("open", "close 1000", "push? true");
      assertThat(application.peer().isOpen()).isFalse();
      application.peer().close(1000, "");
      application.peer().pause();
      application.peer().resume();
      application.peer().kill();
      application.assertCalls("open", "close 1000", "push? true");
    }
  }

  private void connect(String path, String... headers) {
    clients.add(RawPeer.open(node.port(), path, headers));
  }

  private ConnectionId onlyId() {
    List<ConnectionId> ids =
        await()
            .until(
                () -> TestNode.await(node.engine.connections(Optional.empty())),
                found -> found.size() == 1);
    return ids.get(0);
  }
}
