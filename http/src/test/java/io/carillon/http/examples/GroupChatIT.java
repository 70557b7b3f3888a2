package io.carillon.http.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.http.Server;
import org.junit.jupiter.api.Test;

class GroupChatIT {

  @Test
  void whoIsInTheGroupHearsWhatIsSentToIt() {
    try (Server server = new GroupChat().server().host("127.0.0.1").port(0).start();
        Client alice = Client.connect(server, "/");
        Client bob = Client.connect(server, "/");
        Client carol = Client.connect(server, "/")) {
      alice.say("{\"cmd\":\"add_group\",\"group_id\":\"123\"}");
      bob.say("{\"cmd\":\"add_group\",\"group_id\":123}");
      assertThat(alice.hear().get("joined").asText()).isEqualTo("DONE");
      assertThat(bob.hear().get("joined").asText()).isEqualTo("DONE");

      carol.say("{\"cmd\":\"send_to_group\",\"group_id\":\"123\",\"message\":\"[1]\"}");

      assertThat(alice.hear().get(0).asInt()).isOne();
      assertThat(bob.hear().get(0).asInt()).isOne();
      carol.say("{\"cmd\":\"shout\",\"group_id\":\"123\"}").say("no json");
      assertThat(carol.hear().get("error").asText()).startsWith("expected the cmd");
      assertThat(carol.hear().get("error").asText()).isEqualTo("expected a group_id");
      assertThat(alice.hasHeardMore() || bob.hasHeardMore() || carol.hasHeardMore()).isFalse();
      assertThat(server.gateway().lists().groups().toCompletableFuture().join())
          .containsExactly("123");
    }
  }
}
