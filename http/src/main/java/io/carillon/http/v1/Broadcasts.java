package io.carillon.http.v1;

import io.carillon.engine.Engine;
import io.carillon.engine.message.BroadcastId;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.Refusal;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** The endpoints of broadcasts and their receipts. */
final class Broadcasts {
  private final Engine engine;

  Broadcasts(Engine engine) {
    this.engine = engine;
  }

  /**
   * Sends, and answers 200 with the receipt once everybody reached the level, the quorum did, or
   * the timeout is over.
   */
  CompletionStage<HttpResponse> send(Call call) {
    call.query().allowOnly(Set.of());
    BroadcastRequest request = BroadcastRequest.read(call.body());
    return engine
        .broadcast(request.target(), request.message(), request.options())
        .thenApply(receipt -> Answer.json(ReceiptJson.of(receipt)));
  }

  /** The receipt as it stands now, on whichever node it was sent; 404 once it is forgotten. */
  CompletionStage<HttpResponse> receipt(Call call) {
    BroadcastId id = BroadcastId.parse(call.parameter("id")).orElseThrow(Broadcasts::unknown);
    return engine
        .receipt(id)
        .thenApply(
            receipt ->
                receipt
                    .map(found -> Answer.json(ReceiptJson.of(found)))
                    .orElseThrow(Broadcasts::unknown));
  }

  private static Refusal unknown() {
    return Refusal.of(StatusCodes.NOT_FOUND, "no such broadcast, or its receipt is forgotten");
  }
}
