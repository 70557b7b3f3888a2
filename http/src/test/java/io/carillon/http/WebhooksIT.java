package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.http.webhook.TestReceiver;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What connections do, told to a receiver. */
@Timeout(60)
class WebhooksIT {
  private static final String ALL =
      "events = [open, message, ghostConnectionClose, beforeClose, close]";

  private static Door open(TestReceiver receiver, String... settings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "carillon.webhooks.app { url = \""
            + receiver.url()
            + "\", secret = test-secret-0123456789, batch-delay = 10ms, min-backoff = 10ms }");
    for (String each : settings) {
      lines.add("carillon.webhooks.app { " + each + " }");
    }
    return Door.open(lines.toArray(String[]::new));
  }

  private static String told(TestReceiver receiver) {
    return receiver.events().stream()
        .map(event -> event.get("event").asText())
        .collect(Collectors.joining(" "));
  }

  private static void awaitTold(TestReceiver receiver, String events) {
    await().untilAsserted(() -> assertThat(told(receiver)).isEqualTo(events));
  }

  @Test
  void tellsOfAWholeLife() {
    try (TestReceiver receiver = TestReceiver.open();
        Door door = open(receiver, ALL, "headers = [X-Device]")) {
      Peer peer =
          Peer.connect(
              door.client(),
              URI.create("ws://127.0.0.1:" + door.listener().getPort() + "/chat?a=b"),
              Map.of("X-Device", "7", "Cookie", "canary"));
      peer.say("hello");
      peer.sayBytes(new byte[] {0, 1});
      peer.settle();
      String id = Door.json(door.get("/frankenphp_ws/getClients")).at("/clients/0").asText();
      door.admin("DELETE", "/v1/connections/" + id + "?code=4001&reason=enough", "");
      awaitTold(receiver, "open message message beforeClose close");

      List<JsonNode> events = receiver.events();
      assertThat(events)
          .allSatisfy(event -> assertThat(event.get("connection").asText()).isEqualTo(id))
          .allSatisfy(event -> assertThat(event.get("route").asText()).isEqualTo("/chat"))
          .allSatisfy(
              event -> assertThat(event.get("remoteAddress").asText()).startsWith("127.0.0.1:"));
      assertThat(events.get(0).get("headers")).isEqualTo(Door.json("{'x-device':['7']}"));
      assertThat(events.get(1).get("text").asText()).isEqualTo("hello");
      assertThat(events.get(2).get("base64").asText()).isEqualTo("AAE=");
      assertThat(events.get(4).get("code").asInt()).isEqualTo(4001);
      assertThat(events.get(4).get("reason").asText()).isEqualTo("enough");
    }
  }

  @Test
  void tellsOfAGhostThatIsReleased() {
    try (TestReceiver receiver = TestReceiver.open();
        Door door = open(receiver, ALL)) {
      Peer peer = door.connect("/chat");
      String id = Door.json(door.get("/frankenphp_ws/getClients")).at("/clients/0").asText();
      door.post("/frankenphp_ws/activateGhost/" + id, "");
      peer.leave();
      awaitTold(receiver, "open");
      door.post("/frankenphp_ws/releaseGhost/" + id, "");

      awaitTold(receiver, "open ghostConnectionClose beforeClose close");
    }
  }

  @Test
  void tellsOnlyWhatIsAskedFor() {
    try (TestReceiver receiver = TestReceiver.open();
        Door door = open(receiver, "routes = [\"/chat/{room}\"]")) {
      door.connect("/other").settle();
      Peer peer = door.connect("/chat/a");
      peer.say("hello");
      peer.settle();
      peer.leave();

      awaitTold(receiver, "open close");
      assertThat(receiver.events())
          .allSatisfy(event -> assertThat(event.get("route").asText()).isEqualTo("/chat/a"));
      assertThat(receiver.events().get(1).get("code").asInt()).isEqualTo(1006);
    }
  }

  @Test
  void theEndOfTheServerIsToldToo() {
    try (TestReceiver receiver = TestReceiver.open()) {
      Door door = open(receiver, "batch-delay = 1h", "batch-events = 10000");
      IntStream.range(0, 50).forEach(i -> door.connect("/chat"));
      door.close();

      assertThat(told(receiver).split(" ")).hasSize(100).contains("open", "close");
      assertThat(receiver.events().stream().filter(event -> event.path("code").asInt() == 1001))
          .hasSize(50);
    }
  }

  @Test
  void connectionsDoNotNoticeAReceiverThatIsAway() {
    TestReceiver receiver = TestReceiver.open();
    receiver.close();
    try (Door door =
        open(receiver, ALL, "queue-events = 10", "min-backoff = 1h, max-backoff = 1h")) {
      Peer peer = door.connect("/echo");
      IntStream.range(0, 100).forEach(i -> peer.say("m" + i));
      peer.settle();
      assertThat(peer.heard()).hasSize(100);

      JsonNode app = Door.json(door.get("/v1/webhooks")).at("/webhooks/0");
      assertThat(app.at("/name").asText()).isEqualTo("app");
      assertThat(app.at("/queue/events").asInt()).isEqualTo(10);
      assertThat(app.at("/events/dropped").asInt()).isEqualTo(91);
      await()
          .until(
              () -> Door.json(door.get("/v1/webhooks")),
              json -> json.at("/webhooks/0/attempts/failed").asInt() == 1);
      assertThat(
              Door.json(door.get("/v1/webhooks")).at("/webhooks/0/attempts/lastFailure").asText())
          .isEqualTo("the connection was refused");
      assertThat(door.get("/metrics").body())
          .contains("carillon_webhook_queue_events{webhook=\"app\"} 10.0")
          .contains("carillon_webhook_events_total{outcome=\"dropped\",webhook=\"app\"} 91.0")
          .contains("carillon_webhook_failed_attempts_total{webhook=\"app\"} 1.0")
          .contains("carillon_webhook_queue_age_seconds{webhook=\"app\"}");
    }
  }

  @Test
  void thereAreNoWebhooksUnlessTheyAreConfigured() {
    try (Door door = Door.open()) {
      assertThat(door.get("/v1/webhooks").body()).isEqualTo("{\"webhooks\":[]}\n");
      assertThat(door.get("/v1/webhooks?x=y").statusCode()).isEqualTo(400);
    }
  }
}
