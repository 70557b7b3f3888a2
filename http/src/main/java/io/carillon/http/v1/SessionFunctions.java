package io.carillon.http.v1;

import static java.util.concurrent.CompletableFuture.completedStage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Stored;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.gateway.GatewaySessions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;

/** The gateway functions around sessions, which are written into answers as they are kept. */
final class SessionFunctions {
  private final GatewaySessions sessions;

  SessionFunctions(GatewaySessions sessions) {
    this.sessions = sessions;
  }

  GatewayFunction.Prepared replace(GatewayArguments arguments) {
    ConnectionId client = arguments.client();
    ByteString session = arguments.session();
    return () -> sessions.replace(client, session).thenApply(SessionFunctions::stored);
  }

  GatewayFunction.Prepared update(GatewayArguments arguments) {
    ConnectionId client = arguments.client();
    ByteString session = arguments.session();
    return () -> sessions.update(client, session).thenApply(SessionFunctions::stored);
  }

  /**
   * {@code {"session":{"name":"x"}}}; {@code null} if the connection is not there, {@code false} if
   * none can have such an id.
   */
  GatewayFunction.Prepared of(GatewayArguments arguments) {
    Optional<ConnectionId> client = arguments.possibleClient();
    return () ->
        client
            .map(id -> sessions.of(id).thenApply(SessionFunctions::session))
            .orElseGet(() -> completedStage(Answer.object().put("session", false)));
  }

  /** {@code {"sessions":{"...":{"name":"x"}}}}. */
  GatewayFunction.Prepared byGroup(GatewayArguments arguments) {
    String group = arguments.text("group");
    return () -> json(sessions.byGroup(group));
  }

  /** The same; without a group, or with an empty one, of everybody. */
  GatewayFunction.Prepared ofAll(GatewayArguments arguments) {
    Optional<String> group = arguments.optionalText("group").filter(text -> !text.isEmpty());
    return () -> json(group.map(sessions::byGroup).orElseGet(sessions::all));
  }

  private static CompletionStage<? extends JsonNode> json(
      CompletionStage<Map<ConnectionId, ByteString>> asked) {
    return asked.thenApply(
        byId -> {
          ObjectNode json = Answer.object();
          ObjectNode sessions = json.putObject("sessions");
          byId.forEach((id, session) -> sessions.putRawValue(id.toString(), raw(session)));
          return json;
        });
  }

  private static ObjectNode session(Optional<ByteString> found) {
    ObjectNode json = Answer.object();
    found.ifPresentOrElse(
        session -> json.putRawValue("session", raw(session)), () -> json.putNull("session"));
    return json;
  }

  private static RawValue raw(ByteString json) {
    return new RawValue(json.utf8String());
  }

  private static ObjectNode stored(Stored stored) {
    if (stored == Stored.TOO_MUCH) {
      throw Refusal.badRequest("session", "session: it would be larger than a session may be");
    }
    return Answer.object().put("success", stored == Stored.DONE);
  }
}
