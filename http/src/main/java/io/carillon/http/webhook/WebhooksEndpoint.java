package io.carillon.http.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Endpoint;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** {@code GET /v1/webhooks}: how each webhook does. */
public final class WebhooksEndpoint {
  private static final double MILLIS_PER_SECOND = 1000;

  private WebhooksEndpoint() {}

  /** The row. */
  public static Endpoint of(Webhooks webhooks) {
    return Endpoint.get(
        "/v1/webhooks",
        call -> {
          call.query().allowOnly(Set.of());
          ObjectNode body = Answer.object();
          ArrayNode list = body.putArray("webhooks");
          webhooks.snapshots().forEach(snapshot -> list.add(json(snapshot)));
          return CompletableFuture.completedFuture(Answer.json(body));
        });
  }

  static ObjectNode json(Snapshot snapshot) {
    ObjectNode json = Answer.object().put("name", snapshot.name());
    json.putObject("queue")
        .put("events", snapshot.queue().events())
        .put("bytes", snapshot.queue().bytes())
        .put("oldestSeconds", snapshot.queue().oldest().toMillis() / MILLIS_PER_SECOND);
    json.putObject("events")
        .put("delivered", snapshot.events().delivered())
        .put("dropped", snapshot.events().dropped())
        .put("rejected", snapshot.events().rejected())
        .put("abandoned", snapshot.events().abandoned());
    json.putObject("batches").put("delivered", snapshot.attempts().delivered());
    json.putObject("attempts")
        .put("failed", snapshot.attempts().failed())
        .put("lastDeliveryAt", text(snapshot.attempts().lastDeliveryAt()))
        .put("lastFailureAt", text(snapshot.attempts().lastFailureAt()))
        .put("lastFailure", snapshot.attempts().lastFailure().orElse(null));
    return json;
  }

  private static String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse(null);
  }
}
