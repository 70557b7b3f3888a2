package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.application.Closure;
import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a program that embeds a server is told of its connections. */
class ObserversIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server = Server.create().host("127.0.0.1").port(0);
  private final List<String> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    server.close();
  }

  /** Notes what it is told, and at the end what is still known of the connection. */
  private final class Notes implements Lifecycle {
    @Override
    public void onOpen(Connected connection, Map<String, List<String>> headers) {
      told.add("open " + connection.route() + " " + headers.get("X-Test"));
      server.engine().information().store(connection.id(), "login", "marie");
    }

    @Override
    public void onMessage(Connected connection, Message message) {
      told.add("message " + message.utf8());
    }

    @Override
    public CompletionStage<Done> onGhostConnectionClose(Connected connection) {
      told.add("ghostConnectionClose");
      return Lifecycle.super.onGhostConnectionClose(connection);
    }

    @Override
    public CompletionStage<Done> beforeClose(Connected connection, Closure closure) {
      return server
          .engine()
          .information()
          .of(connection.id())
          .thenApply(
              known -> {
                told.add("beforeClose " + known);
                return Done.getInstance();
              });
    }

    @Override
    public void onClose(Connected connection, Closure closure) {
      told.add("close " + closure.code());
    }
  }

  private Peer connect(String path) {
    URI uri = URI.create("ws://127.0.0.1:" + server.address().getPort() + path);
    Peer peer = Peer.connect(client, uri, Map.of("X-Test", "yes"));
    await().until(() -> told.stream().anyMatch(each -> each.startsWith("open " + path)));
    return peer;
  }

  private ConnectionId only() {
    return await().until(server::connections, all -> all.size() == 1).get(0).id();
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void areToldOfConnectionsWithAndWithoutAHandler() {
    server.onOpen("/chat", connection -> connection.onMessage(message -> connection.send("heard")));
    server.observe(new Notes()).start();

    Peer chat = connect("/chat");
    chat.say("hello");
    await().until(() -> chat.heard().contains("text:heard"));
    chat.leave();
    await().until(() -> told.contains("close 1006"));
    assertThat(told)
        .containsExactly(
            "open /chat [yes]", "message hello", "beforeClose {login=marie}", "close 1006");

    told.clear();
    connect("/elsewhere").say("anybody?");
    await().until(() -> told.contains("message anybody?"));
    assertThat(now(server.engine().kill(only()))).isTrue();
    await().until(() -> told.contains("close 1006"));
    assertThat(told)
        .containsExactly(
            "open /elsewhere [yes]", "message anybody?", "beforeClose {login=marie}", "close 1006");
  }

  @Test
  void areToldOfAGhostOnlyWhenItIsReleased() {
    server.observe(new Notes()).start();
    Peer peer = connect("/chat");
    ConnectionId id = only();
    now(server.engine().ghosts().activate(id));
    peer.leave();
    await().until(() -> server.connectionCount() == 0);
    assertThat(now(server.engine().describe(id))).isPresent();
    assertThat(told).containsExactly("open /chat [yes]");

    now(server.engine().ghosts().release(id));

    await().until(() -> told.contains("close 1006"));
    assertThat(told)
        .containsExactly(
            "open /chat [yes]", "ghostConnectionClose", "beforeClose {login=marie}", "close 1006");
    assertThat(now(server.engine().describe(id))).isEmpty();
  }

  @Test
  void areToldOfEveryEndBeforeTheServerHasStopped() {
    server.observe(new Notes()).start();
    connect("/a");
    connect("/b");
    now(server.stop());
    assertThat(told).filteredOn(each -> each.equals("close 1001")).hasSize(2);
  }

  @Test
  void areNamedBeforeTheStart() {
    server.start();
    assertThatIllegalStateException()
        .isThrownBy(() -> server.observe(new Notes()))
        .withMessageContaining("the server runs");
  }
}
