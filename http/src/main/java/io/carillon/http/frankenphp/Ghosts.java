package io.carillon.http.frankenphp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.Engine;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Ghosted;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The endpoints of ghosts: connections that outlive their sockets. */
final class Ghosts {
  private final Engine engine;

  Ghosts(Engine engine) {
    this.engine = engine;
  }

  /**
   * {@code {"clientID":"x","success":true,"action":"activateGhost"}}; {@code success: false} for a
   * connection that is not there, and with an {@code error} if there are too many ghosts.
   */
  CompletionStage<HttpResponse> activate(Call call) {
    return id(call)
        .map(engine.ghosts()::activate)
        .orElseGet(() -> CompletableFuture.completedFuture(Ghosted.UNKNOWN_CONNECTION))
        .thenApply(
            ghosted -> {
              ObjectNode body = done(call, ghosted == Ghosted.DONE, "activateGhost");
              return Answer.json(
                  ghosted == Ghosted.TOO_MANY
                      ? body.put("error", "as many ghosts as carillon.engine.state.max-ghosts")
                      : body);
            });
  }

  /** {@code success: false} for a connection that is no ghost. */
  CompletionStage<HttpResponse> release(Call call) {
    return id(call)
        .map(engine.ghosts()::release)
        .orElseGet(() -> CompletableFuture.completedFuture(false))
        .thenApply(released -> Answer.json(done(call, released, "releaseGhost")));
  }

  /** {@code {"clientID":"x","isGhost":true}}. */
  CompletionStage<HttpResponse> isGhost(Call call) {
    return id(call)
        .map(engine.ghosts()::isGhost)
        .orElseGet(() -> CompletableFuture.completedFuture(false))
        .thenApply(ghost -> Answer.json(named(call).put("isGhost", ghost)));
  }

  private static ObjectNode done(Call call, boolean success, String action) {
    return named(call).put("success", success).put("action", action);
  }

  private static ObjectNode named(Call call) {
    return Answer.object().put("clientID", call.parameter("clientID"));
  }

  private static Optional<ConnectionId> id(Call call) {
    return ConnectionId.parse(call.parameter("clientID"));
  }
}
