package io.carillon.http;

import static org.awaitility.Awaitility.await;

import io.carillon.http.server.Connection;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A server inside a program, with clients. */
abstract class EmbeddedServer {
  final HttpClient client = HttpClient.newHttpClient();
  final List<String> log = new CopyOnWriteArrayList<>();
  final Server server = Server.create().host("127.0.0.1").port(0);

  @AfterEach
  void stop() {
    server.close();
  }

  Peer connect(String path) {
    return connect(server, path);
  }

  Peer connect(Server to, String path) {
    return Peer.connect(client, URI.create("ws://127.0.0.1:" + to.address().getPort() + path));
  }

  Connection onlyConnection() {
    return await().until(server::connections, all -> all.size() == 1).get(0);
  }

  static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
