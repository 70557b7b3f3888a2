package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.carillon.engine.application.Application;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** An application that throws costs its own connection, and says so in the log. */
class FaultyApplicationIT {
  private final RecordingApplication application = new RecordingApplication();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger =
      (Logger) LoggerFactory.getLogger("io.carillon.engine.connection.SocketPeer");

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
    logger.setAdditive(false);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(logged);
    logger.setAdditive(true);
  }

  @Test
  void thatThrowsWhenItOpensClosesWith1011AndIsToldNothingMore() {
    application.onOpen =
        peer -> {
          throw new IllegalStateException("out of order");
        };
    try (TestNode node = new TestNode(application);
        RawPeer peer = RawPeer.open(node.port(), "/any")) {
      peer.send(WireFrames.text("a"));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1011);
      peer.send(WireFrames.close(1011, ""));
      assertThat(peer.end(5000)).isEqualTo(RawPeer.End.FIN);
      application.assertCalls("open");
      assertLogged("out of order");
    }
  }

  @Test
  void thatOpensNoConversationClosesWith1011() {
    Application nothing = peer -> null;
    try (TestNode node = new TestNode(nothing);
        RawPeer peer = RawPeer.open(node.port(), "/any")) {
      assertThat(peer.readFrame().closeCode()).isEqualTo(1011);
      assertLogged("conversation");
    }
  }

  @Test
  void thatThrowsOnAMessageGetsNoFurtherOneAndTheOthersGoOn() {
    application.onMessage =
        (peer, message) -> {
          peer.push(message);
          if (message.utf8().equals("bad")) {
            throw new IllegalStateException("cannot read this");
          }
        };
    try (TestNode node = new TestNode(application);
        RawPeer other = RawPeer.open(node.port(), "/any");
        RawPeer peer = RawPeer.open(node.port(), "/any")) {
      peer.send(WireFrames.text("good"), WireFrames.text("bad"), WireFrames.text("more"));
      assertThat(peer.readFrame().text()).isEqualTo("good");
      assertThat(peer.readFrame().text()).isEqualTo("bad");
      assertThat(peer.readFrame().closeCode()).isEqualTo(1011);
      application.awaitCalls("open", "open", "text good", "text bad", "close 1011 internal error");
      other.send(WireFrames.text("still"));
      assertThat(other.readFrame().text()).isEqualTo("still");
      assertLogged("cannot read this");
    }
  }

  @Test
  void thatThrowsOnTheEndLeavesTheClosingHandshakeAsItIs() {
    application.onClose =
        peer -> {
          throw new IllegalStateException("no farewell");
        };
    try (TestNode node = new TestNode(application);
        RawPeer peer = RawPeer.open(node.port(), "/any")) {
      peer.send(WireFrames.close(1000, ""));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
      assertThat(peer.end(5000)).isEqualTo(RawPeer.End.FIN);
      application.assertCalls("open", "close 1000");
      assertLogged("no farewell");
    }
  }

  private void assertLogged(String message) {
    Awaitility.await().until(() -> !logged.list.isEmpty());
    assertThat(logged.list).hasSize(1);
    assertThat(logged.list.get(0).getThrowableProxy().getMessage()).isEqualTo(message);
  }
}
