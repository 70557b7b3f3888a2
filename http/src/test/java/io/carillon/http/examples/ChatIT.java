package io.carillon.http.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.http.Server;
import org.junit.jupiter.api.Test;

class ChatIT {

  @Test
  void whatOneSaysAllHear() {
    try (Server server = new Chat().server().host("127.0.0.1").port(0).start();
        Client alice = Client.connect(server, "/chat");
        Client bob = Client.connect(server, "/chat");
        Client elsewhere = Client.connect(server, "/elsewhere")) {
      assertThat(alice.hear().get("message").asText()).isEqualTo("Welcome to the chat!");
      assertThat(bob.hear().get("event").asText()).isEqualTo("welcome");
      alice.say("no json").say("{\"user\":\"Alice\"}").say("[1]").say("");
      alice.say("{\"user\":\"Alice\",\"message\":\"Hello everyone!\"}");
      for (Client each : new Client[] {alice, bob, elsewhere}) {
        JsonNode event = each.hear();
        assertThat(event.get("event").asText()).isEqualTo("chat_message");
        assertThat(event.get("payload").get("user").asText()).isEqualTo("Alice");
        assertThat(event.get("payload").get("message").asText()).isEqualTo("Hello everyone!");
        assertThat(event.get("timestamp").isIntegralNumber()).isTrue();
        assertThat(each.hasHeardMore()).isFalse();
      }
      bob.say("{\"message\":\"Who is there?\"}");
      assertThat(alice.hear().get("payload").get("user").asText()).isEqualTo("Anonymous");
    }
  }
}
