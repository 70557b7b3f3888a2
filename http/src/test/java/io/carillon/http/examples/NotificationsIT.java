package io.carillon.http.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.http.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class NotificationsIT {

  @Test
  void aPostTellsEveryClientAndSaysHowManyItReached() throws Exception {
    try (Server server = new Notifications().server().host("127.0.0.1").port(0).start();
        Client one = Client.connect(server, "/notifications");
        Client two = Client.connect(server, "/notifications")) {
      assertThat(one.hear().get("data")).hasSize(2);
      assertThat(two.hear().get("event").asText()).isEqualTo("notifications");

      HttpResponse<String> answer = post(server, "{\"message\":\"Order shipped\"}");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"status\":\"sent\",\"reached\":2}");
      for (Client each : new Client[] {one, two}) {
        JsonNode event = each.hear();
        assertThat(event.get("event").asText()).isEqualTo("new_notification");
        assertThat(event.get("payload").get("message").asText()).isEqualTo("Order shipped");
        assertThat(event.get("payload").get("type").asText()).isEqualTo("info");
      }
    }
  }

  @Test
  void aClientMarksANotificationAsRead() {
    try (Server server = new Notifications().server().host("127.0.0.1").port(0).start();
        Client client = Client.connect(server, "/notifications")) {
      client.hear();
      client.say("{\"action\":\"unknown\"}").say("{\"action\":\"mark_read\",\"id\":2}");
      assertThat(client.hear()).hasToString("{\"event\":\"notification_read\",\"id\":2}");
    }
  }

  @Test
  void aPostWithoutAMessageIsRefused() throws Exception {
    try (Server server = new Notifications().server().host("127.0.0.1").port(0).start()) {
      assertThat(post(server, "{}").statusCode()).isEqualTo(400);
      assertThat(post(server, "no json").body()).contains("message: expected a text");
    }
  }

  private static HttpResponse<String> post(Server server, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/api/notify");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
