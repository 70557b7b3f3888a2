package io.carillon.http.examples;

import io.carillon.engine.application.Closure;
import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Lifecycle;
import io.carillon.http.Server;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** What docs/embedding.md shows, so that it compiles. */
final class Embedding {
  private Embedding() {}

  /** Somebody who wants to know who has left. */
  interface Audit {
    void left(String login, int code);
  }

  static void chat() {
    Server server = Server.create().port(8080);
    server.on(
        "/chat/{room}",
        connection -> {
          String room = connection.param("room");
          while (connection.isConnected()) {
            connection
                .read()
                .map(message -> Map.of("room", room, "text", message.utf8()))
                .ifPresent(said -> server.broadcast("said", said));
          }
        });
    server.run();
  }

  static void observe(Server server, Audit audit) {
    server.observe(
        new Lifecycle() {
          @Override
          public CompletionStage<Done> beforeClose(Connected connection, Closure closure) {
            return server
                .engine()
                .information()
                .of(connection.id())
                .thenAccept(known -> audit.left(known.get("login"), closure.code()))
                .thenApply(told -> Done.getInstance());
          }
        });
  }
}
