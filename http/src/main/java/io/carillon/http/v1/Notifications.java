package io.carillon.http.v1;

import io.carillon.engine.Engine;
import io.carillon.engine.protocol.subscriptions.SubscriptionCodec;
import io.carillon.engine.protocol.subscriptions.SubscriptionLimits;
import io.carillon.engine.protocol.subscriptions.Validation;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The endpoint of notifications to subscribers. */
final class Notifications {
  private final Engine engine;
  private final SubscriptionCodec codec;

  Notifications(Engine engine, SubscriptionLimits limits) {
    this.engine = engine;
    this.codec = new SubscriptionCodec(Validation.STRICT, limits);
  }

  /**
   * Sends to every connection with a subscription that matches, and answers 200 with the receipt as
   * {@link Broadcasts#send} does.
   */
  CompletionStage<HttpResponse> send(Call call) {
    call.query().allowOnly(Set.of());
    NotificationRequest request = NotificationRequest.read(call.body(), codec);
    return engine
        .broadcast(request.target(), request.message(), request.options())
        .thenApply(receipt -> Answer.json(ReceiptJson.of(receipt)));
  }
}
