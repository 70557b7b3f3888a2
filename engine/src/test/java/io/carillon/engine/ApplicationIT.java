package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.application.Opening;
import io.carillon.engine.application.Peer;
import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an application behind a route is told, and what it can do, on the wire. */
@ExtendWith(NoErrorsLogged.class)
class ApplicationIT {
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
  void isToldOfTheOpeningTheMessagesAndTheEndInThisOrder() {
    try (RawPeer peer = RawPeer.open(node.port(), "/any")) {
      peer.send(WireFrames.text("a"), WireFrames.binary(new byte[] {'b'}), WireFrames.text(""));
      peer.send(WireFrames.close(4001, "bye"));
      assertThat(peer.readFrame().closeCode()).isEqualTo(4001);
      application.awaitCalls("open", "text a", "binary b", "text ", "close 4001 bye");
    }
  }

  @Test
  void isToldOfAnOpeningBeforeTheClientSaysAnything() {
    connect("/any");
    application.awaitCalls("open");
    assertThat(application.peer().isOpen()).isTrue();
    assertThat(application.peer().id()).isEqualTo(onlyId());
  }

  @Test
  void whatItPushesWhileItOpensComesFirst() {
    application.onOpen = peer -> peer.push(Message.text("welcome"));
    application.onMessage = (peer, message) -> peer.push(message);
    try (RawPeer peer = new RawPeer(node.port())) {
      peer.send(
          WireFrames.join(WireFrames.utf8(RawPeer.request("/any")), WireFrames.text("hasty")));
      assertThat(peer.readHead()).startsWith("HTTP/1.1 101 ");
      assertThat(peer.readFrame().text()).isEqualTo("welcome");
      assertThat(peer.readFrame().text()).isEqualTo("hasty");
    }
  }

  @Test
  void seesTheRequest() {
    connect("/a%20b?x=1&y", "X-One: first", "x-one: second", "Cookie: c");
    Opening opening = application.peer().opening();
    assertThat(opening.listener()).isEqualTo("test");
    assertThat(opening.route()).isEqualTo("/a%20b");
    assertThat(opening.query()).isEqualTo("x=1&y");
    assertThat(opening.parameters()).isEmpty();
    assertThat(opening.header("COOKIE")).contains("c");
    assertThat(opening.header("x-one")).contains("first");
    assertThat(opening.headers()).containsEntry("X-One", List.of("first", "second"));
    assertThat(opening.header("X-Two")).isEmpty();
    assertThat(opening.remoteAddress()).startsWith("127.0.0.1:");
  }

  @Test
  void pushesToItsPeerAlone() {
    try (RawPeer one = RawPeer.open(node.port(), "/any");
        RawPeer two = RawPeer.open(node.port(), "/any")) {
      await().until(() -> application.peers.size() == 2);
      for (Peer each : application.peers) {
        String route = each.id().toString();
        assertThat(each.push(Message.text(route))).isEqualTo(PushResult.Sent.INSTANCE);
      }
      assertThat(List.of(one.readFrame().text(), two.readFrame().text()))
          .containsExactlyInAnyOrderElementsOf(
              application.peers.stream().map(each -> each.id().toString()).toList());
    }
  }

  @Test
  void aCloseCodeThatMustNotBeSentIsRefused() {
    connect("/any");
    Peer ours = application.peer();
    assertThatThrownBy(() -> ours.close(1006, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1006");
    assertThat(ours.isOpen()).isTrue();
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
