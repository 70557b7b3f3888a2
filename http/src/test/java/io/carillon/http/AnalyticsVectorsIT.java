package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What clients of the compatible analytics system rely on, with the settings as they are shipped.
 */
class AnalyticsVectorsIT {
  private static AnalyticsDoor door;

  @BeforeAll
  static void start() {
    door = AnalyticsDoor.open();
  }

  @AfterAll
  static void stop() {
    door.close();
  }

  private static JsonNode message(Peer peer, int number) {
    await().atMost(Duration.ofSeconds(10)).until(() -> peer.heard().size() > number);
    return Door.json(peer.heard().get(number).replaceFirst("^text:", ""));
  }

  private static List<JsonNode> messages(Peer peer, String type) {
    return peer.heard().stream()
        .map(text -> Door.json(text.replaceFirst("^text:", "")))
        .filter(message -> message.path("type").asText().equals(type))
        .toList();
  }

  private static void hears(Peer peer, String type, int times) {
    await().atMost(Duration.ofSeconds(20)).until(() -> messages(peer, type).size() >= times);
  }

  @Test
  void theFirstMessageIsTheFigures() {
    JsonNode first = message(door.connect(), 0);

    assertThat(first.path("type").asText()).isEqualTo("initial_stats");
    assertThat(first.path("data").fieldNames())
        .toIterable()
        .containsExactly(
            "current_visitors", "unique_today", "total_events", "letters_today", "timestamp");
  }

  @Test
  void refreshStatsAnswersTheCallerAlone() {
    Peer caller = door.connect();
    Peer other = door.connect();
    hears(caller, "initial_stats", 1);
    hears(other, "initial_stats", 1);
    caller.say("{\"type\":\"refresh_stats\"}");

    hears(caller, "initial_stats", 2);
    other.say("{\"type\":\"ping\"}");
    hears(other, "pong", 1);
    assertThat(messages(other, "initial_stats")).hasSize(1);
  }

  @Test
  void pingIsAnsweredWithTheTime() {
    Peer peer = door.connect();
    long before = System.currentTimeMillis() / 1000;
    peer.say("{\"type\":\"ping\"}");
    hears(peer, "pong", 1);

    assertThat(messages(peer, "pong").get(0).path("time").asLong())
        .isBetween(before, System.currentTimeMillis() / 1000);
  }

  @Test
  void theHeartbeatComesEveryFiveSeconds() {
    Peer peer = door.connect();
    hears(peer, "heartbeat", 1);
    long first = System.nanoTime();
    hears(peer, "heartbeat", 2);

    assertThat(Duration.ofNanos(System.nanoTime() - first))
        .isBetween(Duration.ofMillis(4_000), Duration.ofMillis(6_500));
    assertThat(messages(peer, "heartbeat").get(0).path("data")).hasSize(5);
  }

  @Test
  void anEventArrivesAsItWasTracked() {
    Peer peer = door.connect();
    hears(peer, "initial_stats", 1);
    door.track(
        "one",
        "{'event_type':'page_view','event_data':{'b':[1.0, 2e3],  'a':null},'page_url':'/cv?theme=backend'}");
    hears(peer, "page_view", 1);

    assertThat(peer.heard())
        .filteredOn(text -> text.contains("\"page_view\""))
        .singleElement()
        .asString()
        .matches(
            "text:\\{\"type\":\"page_view\",\"visitor_id\":\"[0-9a-f-]{36}\","
                + "\"timestamp\":\"[0-9T:.-]+Z\",\"page_url\":\"/cv\\?theme=backend\","
                + "\"data\":\\{\"b\":\\[1\\.0, 2e3],  \"a\":null}}");
  }

  @Test
  void aPlainGetIsAnswered426() {
    HttpResponse<String> response = door.request("GET", AnalyticsDoor.SOCKET, "");

    assertThat(response.statusCode()).isEqualTo(426);
    assertThat(Door.json(response)).isEqualTo(Door.json("{'error':'Upgrade Required','code':426}"));
  }
}
