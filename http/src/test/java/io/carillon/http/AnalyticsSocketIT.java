package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The analytics socket, by its contract. */
class AnalyticsSocketIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private AnalyticsDoor door;

  @BeforeEach
  void start() {
    door = AnalyticsDoor.open("carillon.analytics.heartbeat-interval = 100ms");
  }

  @AfterEach
  void stop() {
    door.close();
  }

  /** What a peer heard, less the heartbeats. */
  private static List<String> heard(Peer peer) {
    return peer.heard().stream().filter(text -> !isHeartbeat(text)).toList();
  }

  private static boolean isHeartbeat(String text) {
    return text.replaceFirst("^text:", "").startsWith("{\"type\":\"heartbeat\"");
  }

  private static long heartbeats(Peer peer) {
    return peer.heard().stream().filter(AnalyticsSocketIT::isHeartbeat).count();
  }

  private static JsonNode message(String heard) {
    return Door.json(heard.substring("text:".length()));
  }

  private static void hears(Peer peer, int messages) {
    await().atMost(PATIENCE).until(() -> heard(peer).size() >= messages);
  }

  @Test
  void beginsWithTheFigures() {
    door.track("one", "{'event_type':'page_view'}");
    Peer peer = door.connect();
    hears(peer, 1);

    JsonNode first = message(peer.heard().get(0));
    assertThat(first.path("type").textValue()).isEqualTo("initial_stats");
    assertThat(first.path("data").toString())
        .matches(
            "\\{\"current_visitors\":1,\"unique_today\":1,\"total_events\":1,"
                + "\"letters_today\":0,\"timestamp\":\\d{10}}");
  }

  @Test
  void noEventOvertakesTheFirstFigures() {
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      door.track("one", "{'event_type':'before'}");
      peers.add(door.connect());
      door.track("one", "{'event_type':'after'}");
    }

    await().atMost(PATIENCE).until(() -> peers.stream().allMatch(peer -> heartbeats(peer) > 0));
    for (Peer peer : peers) {
      assertThat(peer.heard().get(0)).startsWith("text:{\"type\":\"initial_stats\"");
    }
  }

  @Test
  void refreshesForWhoAsks() {
    Peer asking = door.connect();
    Peer silent = door.connect();
    hears(asking, 1);
    hears(silent, 1);
    door.track("one", "{'event_type':'letter_generate'}");
    hears(asking, 2);
    hears(silent, 2);
    asking.say("{\"type\":\"refresh_stats\"}");
    hears(asking, 3);

    JsonNode figures = message(heard(asking).get(2));
    assertThat(figures.path("type").textValue()).isEqualTo("initial_stats");
    assertThat(figures.path("data").path("letters_today").asInt()).isEqualTo(1);
    asking.say("{\"type\":\"ping\"}");
    hears(asking, 4);
    assertThat(heard(silent)).hasSize(2);
  }

  @Test
  void answersAPing() {
    Peer peer = door.connect();
    hears(peer, 1);
    peer.say("{\"type\":\"ping\"}");
    hears(peer, 2);

    assertThat(heard(peer).get(1)).matches("text:\\{\"type\":\"pong\",\"time\":\\d{10}}");
  }

  @Test
  void beatsForEverybody() {
    Peer one = door.connect();
    Peer other = door.connect();
    await().atMost(PATIENCE).until(() -> heartbeats(one) >= 5 && heartbeats(other) >= 5);

    String beat =
        one.heard().stream().filter(AnalyticsSocketIT::isHeartbeat).findFirst().orElseThrow();
    assertThat(message(beat).path("data"))
        .isEqualTo(
            Door.json(
                "{'current_visitors':0,'unique_today':0,'total_events':0,'letters_today':0,"
                    + "'timestamp':"
                    + message(beat).path("data").path("timestamp")
                    + "}"));
  }

  @Test
  void forwardsEventsInTheirOrder() {
    List<Peer> peers = List.of(door.connect(), door.connect());
    peers.forEach(peer -> hears(peer, 1));
    for (int i = 0; i < 20; i++) {
      door.track(
          "one",
          "{'event_type':'button_click','event_data':{'n':"
              + i
              + ",'price':1.10},'page_url':'/cv'}");
    }

    for (Peer peer : peers) {
      hears(peer, 21);
      for (int i = 0; i < 20; i++) {
        assertThat(heard(peer).get(i + 1))
            .matches(
                "text:\\{\"type\":\"button_click\",\"visitor_id\":\"[0-9a-f-]{36}\","
                    + "\"timestamp\":\"[0-9T:.-]+Z\",\"page_url\":\"/cv\","
                    + "\"data\":\\{\"n\":"
                    + i
                    + ",\"price\":1.10}}");
      }
    }
  }

  @Test
  void theVisitorOfAnEventIsNotHisCookie() {
    Peer peer = door.connect();
    hears(peer, 1);
    door.track("canary", "{'event_type':'x'}");
    door.track("canary", "{'event_type':'y'}");
    hears(peer, 3);

    assertThat(peer.heard()).noneMatch(text -> text.contains("canary"));
    assertThat(message(heard(peer).get(1)).path("visitor_id"))
        .isEqualTo(message(heard(peer).get(2)).path("visitor_id"));
  }

  @Test
  void anotherRouteHearsNothing() {
    Peer raw = door.door.connect("/chat");
    Peer peer = door.connect();
    door.track("one", "{'event_type':'x'}");
    hears(peer, 1);
    await().atMost(PATIENCE).until(() -> heartbeats(peer) >= 3);

    assertThat(raw.heard()).isEmpty();
  }

  @Test
  void anotherListenerWithTheSamePathHearsNothing() {
    try (AnalyticsDoor two =
        AnalyticsDoor.open(
            "carillon.analytics.heartbeat-interval = 100ms",
            "carillon.listeners.plain { host = 127.0.0.1, port = 0 }")) {
      int plain = two.door.server().listeners().get(1).address().getPort();
      Peer raw =
          Peer.connect(
              two.door.client(), URI.create("ws://127.0.0.1:" + plain + AnalyticsDoor.SOCKET));
      Peer peer = two.connect();
      await().atMost(PATIENCE).until(() -> heartbeats(peer) >= 3);

      assertThat(raw.heard()).isEmpty();
      assertThat(two.metric("maicivy_websocket_connections")).isEqualTo("1.0");
    }
  }

  @Test
  void ignoresWhatItDoesNotKnow() {
    Peer peer = door.connect();
    hears(peer, 1);
    for (String bad :
        new String[] {
          "",
          "{",
          "ping",
          "[]",
          "null",
          "{\"type\":5}",
          "{\"type\":{\"type\":\"ping\"}}",
          "{\"type\":\"subscribe\"}",
          "[".repeat(100_000)
        }) {
      peer.say(bad);
    }
    peer.sayBytes("{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
    peer.say("{\"type\":\"ping\"}");
    hears(peer, 2);

    assertThat(heard(peer).get(1)).contains("\"pong\"");
    assertThat(peer.closed()).isNotDone();
    String metrics = door.request("GET", "/metrics", "").body();
    assertThat(metrics.lines())
        .contains(
            "carillon_analytics_ignored_messages_total{reason=\"empty\"} 1.0",
            "carillon_analytics_ignored_messages_total{reason=\"binary\"} 1.0",
            "carillon_analytics_ignored_messages_total{reason=\"invalid\"} 7.0",
            "carillon_analytics_ignored_messages_total{reason=\"unknown\"} 1.0");
  }

  @Test
  void anOversizeMessageClosesItsOwnConnectionOnly() {
    try (AnalyticsDoor small =
        AnalyticsDoor.open(
            "carillon.analytics.heartbeat-interval = 100ms",
            "carillon.listeners.main.max-message-bytes = 1 KiB")) {
      Peer bad = small.connect();
      Peer good = small.connect();
      hears(bad, 1);
      bad.say("{\"type\":\"ping\",\"x\":\"" + "y".repeat(2_000) + "\"}");

      assertThat(bad.closed().join()).isEqualTo(1009);
      long before = heartbeats(good);
      await().atMost(PATIENCE).until(() -> heartbeats(good) >= before + 3);
      assertThat(good.closed()).isNotDone();
    }
  }

  @Test
  void aClientThatDoesNotReadDelaysNobody() {
    Peer healthy = door.connect();
    hears(healthy, 1);
    try (StoppedPeer stopped = new StoppedPeer(door.door.listener(), AnalyticsDoor.SOCKET)) {
      await().atMost(PATIENCE).until(() -> connections().equals("2.0"));
      String event = "{'event_type':'x','event_data':{'a':'" + "b".repeat(15_000) + "'}}";
      for (int i = 0; i < 400; i++) {
        door.track("one", event); // more than the kernel keeps for somebody who does not read
      }
      long before = heartbeats(healthy);
      await().atMost(PATIENCE).until(() -> heartbeats(healthy) >= before + 20);

      door.track("one", "{'event_type':'last'}");
      long now = heartbeats(healthy);
      await().atMost(PATIENCE).until(() -> heartbeats(healthy) >= now + 2);
      long all = heartbeats(healthy);
      List<String> late = stopped.readUntil(text -> isHeartbeat(text) && countsEvents(text, 401));

      assertThat(late.get(0)).startsWith("{\"type\":\"initial_stats\"");
      assertThat(late).anyMatch(text -> text.startsWith("{\"type\":\"last\""));
      assertThat(late.stream().filter(AnalyticsSocketIT::isHeartbeat).count())
          .as("beats that were not replaced by newer ones")
          .isLessThan(all - 18);
    }
  }

  private static boolean countsEvents(String beat, int events) {
    return Door.json(beat).path("data").path("total_events").asInt() == events;
  }

  private String connections() {
    return door.metric("maicivy_websocket_connections");
  }

  private void areConnected(int count) {
    await().atMost(PATIENCE).until(() -> connections().equals(count + ".0"));
  }

  @Test
  void theGaugeIsTrueWhicheverWayConnectionsEnd() {
    assertThat(connections()).isEqualTo("0.0");
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      peers.add(door.connect());
    }
    areConnected(10);

    peers.get(0).close();
    areConnected(9);
    peers.get(1).leave();
    areConnected(8);
    String id = Door.json(door.door.get("/frankenphp_ws/getClients")).at("/clients/0").textValue();
    door.door.post("/frankenphp_ws/killConnection/" + id, "");
    areConnected(7);
    id = Door.json(door.door.get("/frankenphp_ws/getClients")).at("/clients/0").textValue();
    door.door.admin("DELETE", "/v1/connections/" + id, "");
    areConnected(6);

    door.door.server().engine().drain(Duration.ofSeconds(10)).toCompletableFuture().join();
    assertThat(door.door.get("/metrics").body()).contains("\nmaicivy_websocket_connections 0.0\n");
  }

  @Test
  void theGaugeIsTrueAfterAStorm() {
    List<Peer> peers = new ArrayList<>();
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 20; i++) {
        peers.add(door.connect());
      }
      for (int i = 0; i < 18; i++) {
        Peer leaving = peers.remove(0);
        if (i % 2 == 0) {
          leaving.leave();
        } else {
          leaving.close();
        }
      }
    }

    areConnected(20);
    assertThat(Door.json(door.door.get("/frankenphp_ws/getClientsCount")).path("count").asInt())
        .isEqualTo(20);
  }
}
