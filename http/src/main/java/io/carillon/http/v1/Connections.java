package io.carillon.http.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.Engine;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.ConnectionDescription;
import io.carillon.engine.message.ConnectionId;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.Query;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.endpoint.Shown;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** The endpoints of single connections. */
final class Connections {
  /** What a close frame can carry beside its code (RFC 6455 §5.5). */
  private static final int MOST_REASON_BYTES = 123;

  private final Engine engine;

  Connections(Engine engine) {
    this.engine = engine;
  }

  /** What is known about an open connection; 404 if it is not there. */
  CompletionStage<HttpResponse> describe(Call call) {
    return engine
        .describe(id(call))
        .thenApply(
            description ->
                description
                    .map(found -> Answer.json(json(found)))
                    .orElseThrow(Connections::unknown));
  }

  /**
   * Closes with {@code ?code=} (default 1000) and {@code &reason=} (default empty): 204 once the
   * close is under way, 404 if the connection is not there.
   */
  CompletionStage<HttpResponse> close(Call call) {
    call.query().allowOnly(Set.of("code", "reason"));
    return engine
        .close(id(call), code(call.query()), reason(call.query()))
        .thenApply(
            closed -> {
              if (!closed) {
                throw unknown();
              }
              return Answer.empty(StatusCodes.NO_CONTENT);
            });
  }

  private static ConnectionId id(Call call) {
    return ConnectionId.parse(call.parameter("id")).orElseThrow(Connections::unknown);
  }

  private static Refusal unknown() {
    return Refusal.of(StatusCodes.NOT_FOUND, "no such connection, or it is closed");
  }

  private static int code(Query query) {
    String text = query.value("code").orElse("1000");
    int code = text.matches("[0-9]{4}") ? Integer.parseInt(text) : 0;
    if (!CloseCode.isSendable(code)) {
      throw Refusal.badRequest(
          "code",
          "invalid code '"
              + Shown.of(text)
              + "': expected 1000-1003, 1007-1014 or 3000-4999 (RFC 6455 §7.4)");
    }
    return code;
  }

  private static String reason(Query query) {
    String reason = query.value("reason").orElse("");
    int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_REASON_BYTES) {
      throw Refusal.badRequest(
          "reason", "invalid reason: expected at most 123 bytes of UTF-8, was " + bytes);
    }
    return reason;
  }

  private static ObjectNode json(ConnectionDescription description) {
    ObjectNode json =
        Answer.object()
            .put("id", description.id().toString())
            .put("listener", description.listener())
            .put("route", description.route())
            .put("remoteAddress", description.remoteAddress())
            .put("connectedAt", description.connectedAt().toString());
    json.set("tags", Answer.array(description.labels().tags()));
    json.set("groups", Answer.array(description.labels().groups()));
    json.put("user", description.labels().user().orElse(null));
    return json.put("compressed", description.compressed())
        .put("queuedFrames", description.queuedFrames())
        .put("queuedBytes", description.queuedBytes())
        .put("messagesIn", description.messagesIn())
        .put("messagesOut", description.messagesOut());
  }
}
