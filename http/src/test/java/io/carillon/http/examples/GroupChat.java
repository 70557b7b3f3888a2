package io.carillon.http.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.engine.message.Message;
import io.carillon.http.Server;
import io.carillon.http.server.Connection;
import java.util.List;
import java.util.Set;

/**
 * The group push of Workerman's manual: {@code {"cmd":"add_group","group_id":"123"}} puts a client
 * into a group, {@code {"cmd":"send_to_group","group_id":"123","message":"hi"}} sends to all in it.
 */
public final class GroupChat {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Server server = Server.create().port(1234);

  public static void main(String[] arguments) {
    new GroupChat().server().run();
  }

  GroupChat() {
    server.onOpen("/", client -> client.onMessage(message -> obey(client, json(message))));
  }

  Server server() {
    return server;
  }

  /** Runs on the connection's thread: nothing here waits. */
  private void obey(Connection client, JsonNode command) {
    String group = command.path("group_id").asText();
    if (group.isEmpty()) {
      client.send("{\"error\":\"expected a group_id\"}");
    } else if (command.path("cmd").asText().equals("add_group")) {
      server
          .gateway()
          .joinGroup(client.id(), group)
          .thenAccept(joined -> client.send("{\"joined\":\"" + joined + "\"}"));
    } else if (command.path("cmd").asText().equals("send_to_group")) {
      Message message = Message.text(command.path("message").asText());
      server.gateway().sendToGroup(List.of(group), message, Set.of());
    } else {
      client.send("{\"error\":\"expected the cmd add_group or send_to_group\"}");
    }
  }

  /** What is no JSON commands nothing. */
  private static JsonNode json(Message message) {
    try {
      return JSON.readTree(message.utf8());
    } catch (JsonProcessingException e) {
      return JSON.nullNode();
    }
  }
}
