package io.carillon.http.examples;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.entity;
import static org.apache.pekko.http.javadsl.server.Directives.onSuccess;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.http.Server;
import io.carillon.http.server.Connection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.unmarshalling.Unmarshaller;

/**
 * Notifications: {@code POST /api/notify} tells every client and answers how many it reached.
 *
 * <p>The handler is called on the connection's thread and only says what is to happen, so ten
 * thousand clients need no more threads than one.
 */
public final class Notifications {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Server server = Server.create().port(8081);

  public static void main(String[] arguments) {
    new Notifications().server().run();
  }

  Notifications() {
    server.onOpen("/notifications", Notifications::greet).http(routes());
  }

  Server server() {
    return server;
  }

  private static void greet(Connection connection) {
    connection.send(
        """
        {"event":"notifications","data":[\
        {"id":1,"message":"Welcome!"},{"id":2,"message":"System ready"}]}""");
    connection.onMessage(message -> answer(connection, message));
  }

  private static void answer(Connection connection, Message message) {
    JsonNode request = json(message.utf8());
    if (request.path("action").asText().equals("mark_read")) {
      connection.send(
          JSON.createObjectNode()
              .put("event", "notification_read")
              .set("id", request.get("id"))
              .toString());
    }
  }

  private Route routes() {
    return path(
        PathMatchers.segment("api").slash("notify"),
        () -> post(() -> entity(Unmarshaller.entityToString(), body -> notify(json(body)))));
  }

  private Route notify(JsonNode notification) {
    if (!notification.path("message").isTextual()) {
      return complete(answer(StatusCodes.BAD_REQUEST, "{\"error\":\"message: expected a text\"}"));
    }
    Map<String, Object> payload =
        Map.of(
            "id", UUID.randomUUID().toString(),
            "message", notification.get("message"),
            "type", notification.path("type").asText("info"),
            "timestamp", Instant.now().getEpochSecond());
    return onSuccess(
        server.broadcast("new_notification", payload),
        receipt -> complete(answer(StatusCodes.OK, sent(receipt))));
  }

  private static String sent(Receipt receipt) {
    return JSON.createObjectNode()
        .put("status", "sent")
        .put("reached", receipt.counts().written())
        .toString();
  }

  private static HttpResponse answer(StatusCode status, String json) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, json));
  }

  /** What is no JSON asks for nothing. */
  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.nullNode();
    }
  }
}
