package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.http.server.Connection;
import io.carillon.http.server.HandlerThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a handler can do with its connection. */
class ConnectionIT extends EmbeddedServer {
  @Test
  void aHandlerReadsAndSendsInALoop() {
    server.on(
        "/chat/{room}",
        connection -> {
          connection.send("welcome to " + connection.param("room"));
          while (connection.isConnected()) {
            connection.read().ifPresent(message -> connection.send("echo " + message.utf8()));
          }
          log.add("left");
        });
    server.start();
    Peer peer = connect("/chat/the%20lobby?x=1");
    peer.say("a");
    peer.say("");
    peer.say("b");
    await().until(() -> peer.heard().size() == 4);
    assertThat(peer.heard())
        .containsExactly("text:welcome to the lobby", "text:echo a", "text:echo ", "text:echo b");
    Connection connection = onlyConnection();
    assertThat(connection.path()).isEqualTo("/chat/the%20lobby");
    assertThat(connection.query()).isEqualTo("x=1");
    assertThat(connection.params()).isEqualTo(Map.of("room", "the lobby"));
    assertThat(connection.param("other")).isNull();
    assertThat(connection.header("UPGRADE")).contains("websocket");
    assertThat(connection.headers()).containsKey("Host");
    assertThat(connection.remoteAddress()).startsWith("127.0.0.1:");
    connection.close(4000, "enough");
    assertThat(now(peer.closed())).isEqualTo(4000);
    await().until(() -> log.equals(List.of("left")));
    assertThat(connection.isConnected()).isFalse();
    assertThat(connection.send("late")).isEqualTo(new PushResult.Refused(FailureReason.CLOSED));
    assertThat(server.connectionCount()).isZero();
  }

  @Test
  void aHandlerRunsOnAVirtualThreadWhereThereAreSome() {
    server.on("/any", connection -> log.add(Thread.currentThread().toString()));
    server.start();
    connect("/any");
    await().until(() -> log.size() == 1);
    assertThat(log.get(0).startsWith("VirtualThread")).isEqualTo(HandlerThreads.areVirtual());
  }

  @Test
  void readsWhatCameBeforeTheEnd() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    server.on(
        "/any",
        connection -> {
          closed.await();
          while (connection.isConnected()) {
            connection.read().ifPresent(message -> log.add(message.utf8()));
          }
          log.add("over " + connection.read().isPresent());
        });
    server.start();
    Peer peer = connect("/any");
    peer.say("a");
    peer.say("b");
    Connection connection = onlyConnection();
    peer.close();
    await().until(() -> server.connectionCount() == 0);
    assertThat(connection.isConnected()).isTrue();
    closed.countDown();
    await().until(() -> log.equals(List.of("a", "b", "over false")));
  }

  @Test
  void aReactiveHandlerCostsNoThread() {
    server.onOpen(
        "/any",
        connection -> {
          connection.onMessage(message -> connection.send(message));
          connection.onClose((code, reason) -> log.add("closed " + code + " " + reason));
          connection.attributes().put("since", 1);
        });
    server.start();
    Peer peer = connect("/any");
    peer.say("hello");
    await().until(() -> peer.heard().equals(List.of("text:hello")));
    Connection connection = onlyConnection();
    assertThat(connection.attributes()).containsEntry("since", 1);
    connection.close();
    assertThat(now(peer.closed())).isEqualTo(1000);
    await().until(() -> log.equals(List.of("closed 1000 ")));
    connection.onClose((code, reason) -> log.add("later " + code));
    assertThat(log).containsExactly("closed 1000 ", "later 1000");
  }

  @Test
  void aReactiveHandlerMustNotWait() {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    server.onOpen(
        "/any",
        connection -> {
          try {
            connection.read();
          } catch (IllegalStateException | InterruptedException e) {
            failure.complete(e);
          }
        });
    server.start();
    connect("/any");
    assertThat(now(failure))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use onMessage");
  }

  @Test
  void sendsTextAndBytes() {
    server.onOpen(
        "/any",
        connection -> {
          connection.send("text");
          connection.send(new byte[] {'b', 'i', 'n'});
        });
    server.start();
    Peer peer = connect("/any");
    await().until(() -> peer.heard().equals(List.of("text:text", "binary:bin")));
  }

  @Test
  void tagsAimBroadcasts() {
    server.start();
    Peer one = connect("/any");
    Connection connection = onlyConnection();
    Peer two = connect("/any");
    assertThat(now(connection.tag("vip"))).isTrue();
    now(server.engine().broadcast(Target.tag("vip"), Message.text("hi"), BroadcastOptions.DEFAULT));
    await().until(() -> one.heard().equals(List.of("text:hi")));
    assertThat(two.heard()).isEmpty();
    now(connection.untag("vip"));
    Receipt receipt =
        now(
            server
                .engine()
                .broadcast(Target.tag("vip"), Message.text("hi"), BroadcastOptions.DEFAULT));
    assertThat(receipt.targeted()).isZero();
  }

  @Test
  void aSlowHandlerHoldsItsClientBackAndLosesNothing() {
    int many = 3000;
    CountDownLatch go = new CountDownLatch(1);
    List<Integer> read = new ArrayList<>();
    CompletableFuture<List<Integer>> all = new CompletableFuture<>();
    server.on(
        "/any",
        connection -> {
          go.await();
          while (read.size() < many) {
            Optional<Message> next = connection.read();
            next.ifPresent(message -> read.add(Integer.parseInt(message.utf8().strip())));
          }
          all.complete(read);
        });
    server.start();
    Peer peer = connect("/any");
    CompletableFuture<Void> sent =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < many; i++) {
                peer.say(i + " ".repeat(5000));
              }
            });
    await().during(Duration.ofMillis(300)).until(() -> !sent.isDone());
    go.countDown();
    List<Integer> numbers = now(all);
    for (int i = 0; i < many; i++) {
      assertThat(numbers.get(i)).isEqualTo(i);
    }
  }
}
