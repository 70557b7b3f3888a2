package io.carillon.http.webhook;

import io.carillon.http.settings.WebhookSettings;
import io.carillon.http.webhook.Transport.Post;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes a signed post of a batch, and an outcome of its answer. Immutable. */
final class Posting {
  private final WebhookSettings settings;
  private final Signature signature;
  private final Transport transport;
  private final InstantSource clock;

  Posting(WebhookSettings settings, Transport transport, InstantSource clock) {
    this.settings = settings;
    this.signature = new Signature(settings.secret());
    this.transport = transport;
    this.clock = clock;
  }

  /**
   * Sends a batch once; fails if there is no answer in time.
   *
   * @param attempt from one
   */
  CompletionStage<Outcome> send(Batch batch, int attempt) {
    try {
      return transport
          .send(post(batch, attempt))
          .thenApply(answer -> Outcome.of(answer, clock.instant()));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Post post(Batch batch, int attempt) {
    long seconds = clock.instant().getEpochSecond();
    return new Post(
        settings.url(),
        Map.of(
            "Content-Type", "application/json",
            "User-Agent", "Carillon",
            "Carillon-Batch", batch.id(),
            "Carillon-Attempt", String.valueOf(attempt),
            "Carillon-Signature", signature.of(seconds, batch.body())),
        batch.body(),
        settings.retrying().timeout());
  }
}
