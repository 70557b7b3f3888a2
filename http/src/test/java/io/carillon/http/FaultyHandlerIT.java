package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.carillon.http.server.HandlerThreads;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A handler that fails costs its own connection, and says so in the log. */
class FaultyHandlerIT {
  private final Server server = Server.create().host("127.0.0.1").port(0);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final List<Logger> loggers =
      List.of(
          (Logger) LoggerFactory.getLogger("io.carillon.http.server.HandlerApplication"),
          (Logger) LoggerFactory.getLogger("io.carillon.engine.connection.SocketPeer"));

  @BeforeEach
  void listen() {
    logged.start();
    for (Logger each : loggers) {
      each.addAppender(logged);
      each.setAdditive(false);
    }
  }

  @AfterEach
  void stop() {
    server.close();
    for (Logger each : loggers) {
      each.detachAppender(logged);
      each.setAdditive(true);
    }
  }

  private Peer connect(String path) {
    return Peer.connect(
        HttpClient.newHttpClient(),
        URI.create("ws://127.0.0.1:" + server.address().getPort() + path));
  }

  private static int closed(Peer peer) {
    return peer.closed().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private void assertLogged(String message) {
    await().until(() -> !logged.list.isEmpty());
    assertThat(logged.list).hasSize(1);
    assertThat(logged.list.get(0).getThrowableProxy().getMessage()).isEqualTo(message);
  }

  @Test
  void aLoopThatThrowsClosesWith1011() {
    server.on(
        "/any",
        connection -> {
          connection.send("before");
          throw new IOException("the database is away");
        });
    server.start();
    Peer peer = connect("/any");
    assertThat(closed(peer)).isEqualTo(1011);
    assertThat(peer.heard()).containsExactly("text:before");
    assertLogged("the database is away");
    await().until(() -> server.connectionCount() == 0);
  }

  @Test
  void aListenerThatThrowsClosesWith1011() {
    server.onOpen(
        "/any",
        connection ->
            connection.onMessage(
                message -> {
                  throw new IllegalStateException("cannot read " + message.utf8());
                }));
    server.start();
    Peer other = connect("/any");
    Peer peer = connect("/any");
    peer.say("this");
    assertThat(closed(peer)).isEqualTo(1011);
    assertLogged("cannot read this");
    await().until(() -> server.connectionCount() == 1);
    assertThat(other.closed()).isNotDone();
  }

  @Test
  void aHandlerThatThrowsWhenItOpensIsNotListed() {
    server.onOpen(
        "/any",
        connection -> {
          throw new IllegalStateException("not today");
        });
    server.start();
    assertThat(closed(connect("/any"))).isEqualTo(1011);
    assertLogged("not today");
    assertThat(server.connectionCount()).isZero();
  }

  @Test
  void aConnectionForWhichNoThreadIsFreeClosesWith1013() {
    CountDownLatch never = new CountDownLatch(1);
    server.with("carillon.server.handler-threads", 2).on("/any", connection -> never.await());
    server.start();
    Peer one = connect("/any");
    Peer two = connect("/any");
    await().until(() -> server.connectionCount() == 2);
    Peer three = connect("/any");
    if (HandlerThreads.areVirtual()) {
      await().until(() -> server.connectionCount() == 3);
      assertThat(logged.list).isEmpty();
    } else {
      assertThat(closed(three)).isEqualTo(1013);
      assertThat(logged.list).hasSize(1);
      assertThat(logged.list.get(0).getLevel()).isEqualTo(Level.WARN);
    }
    assertThat(one.closed()).isNotDone();
    assertThat(two.closed()).isNotDone();
  }
}
