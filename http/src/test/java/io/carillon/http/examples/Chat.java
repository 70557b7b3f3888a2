package io.carillon.http.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.engine.message.Message;
import io.carillon.http.Server;
import io.carillon.http.server.Connection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A chat: what one client says, all hear, whatever their path. */
public final class Chat {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Server server = Server.create().port(8080);

  public static void main(String[] arguments) {
    new Chat().server().run();
  }

  Chat() {
    server.on("/chat", this::chat);
  }

  Server server() {
    return server;
  }

  /** Runs on a thread of its own for each client, and so may wait for messages. */
  private void chat(Connection connection) throws InterruptedException {
    connection.send("{\"event\":\"welcome\",\"message\":\"Welcome to the chat!\"}");
    while (connection.isConnected()) {
      Optional<Message> message = connection.read();
      message.map(Chat::json).filter(said -> said.hasNonNull("message")).ifPresent(this::tellAll);
    }
  }

  private void tellAll(JsonNode said) {
    String user = said.path("user").asText("Anonymous");
    server.broadcast(
        "chat_message",
        Map.of(
            "user",
            user,
            "message",
            said.get("message"),
            "timestamp",
            Instant.now().getEpochSecond()));
  }

  /** What is no JSON says nothing. */
  private static JsonNode json(Message message) {
    try {
      return JSON.readTree(message.utf8());
    } catch (JsonProcessingException e) {
      return JSON.nullNode();
    }
  }
}
