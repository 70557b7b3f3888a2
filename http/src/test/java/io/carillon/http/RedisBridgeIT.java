package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.clusterconfig.redis.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers between WebSockets and a real Redis. */
class RedisBridgeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CHAT =
      "carillon.redis.subscribe = [ { channel = \"chat:{room}\", target { route = \"/chat/{room}\" } } ]";
  private static final String ANALYTICS =
      "carillon.redis { subscribe = [ { channel = \"analytics:realtime\", target { analytics = on } } ]"
          + ", publish = [ { target { analytics = on }, channel = \"analytics:realtime\" } ] }";

  private RedisProcess redis;

  @BeforeEach
  void start() {
    redis = RedisProcess.started();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  private String uri() {
    return "carillon.redis { uri = \""
        + redis.uri()
        + "\", reconnect-after = 20ms, reconnect-at-most = 200ms }";
  }

  private static void hears(Peer peer, int messages) {
    await().atMost(PATIENCE).until(() -> peer.heard().size() >= messages);
  }

  private static String metric(Door door, String name) {
    return door.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  @Test
  void messagesReachTheRouteThatTheirChannelNames() {
    try (Door door = Door.open(uri(), CHAT)) {
      Peer lobby = door.connect("/chat/lobby");
      Peer other = door.connect("/chat/other");
      redis.awaitPatterns(1);
      redis.publish("chat:lobby", "{\"a\":1.10}");
      redis.publish("chat:lobby", "\u00ff\u0001");
      redis.publish("chat:other", "o");
      hears(lobby, 2);
      hears(other, 1);

      assertThat(lobby.heard()).containsExactly("text:{\"a\":1.10}", "binary:\u00ff\u0001");
      assertThat(other.heard()).containsExactly("text:o");
      assertThat(metric(door, "carillon_redis_received_messages_total{channel=\"chat:{room}\"}"))
          .isEqualTo("3.0");
    }
  }

  @Test
  void eachOfThreeNodesServesItsOwnConnectionsOnce() {
    List<Door> doors =
        IntStream.range(0, 3)
            .mapToObj(i -> Door.open(uri(), CHAT, "carillon.redis.forward = each"))
            .toList();
    try {
      List<Peer> peers = new ArrayList<>();
      for (Door door : doors) {
        for (int i = 0; i < 5; i++) {
          peers.add(door.connect("/chat/lobby"));
        }
      }
      await().atMost(PATIENCE).until(() -> redis.publish("chat:none", "?") == 3);
      List<String> all = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
      redis.publishAll("chat:lobby", all);

      for (Peer peer : peers) {
        hears(peer, 500);
        assertThat(peer.settle().heard()).isEqualTo(all.stream().map(n -> "text:" + n).toList());
      }
    } finally {
      doors.forEach(Door::close);
    }
  }

  @Test
  void whatBeganHereIsPublishedAndWhatCameFromRedisIsNot() {
    String rows =
        "carillon.redis.publish = [ { target { route = \"/chat/{room}\" }, channel = \"log:{room}\" } ]";
    List<String> logged = new CopyOnWriteArrayList<>();
    RedisClient client = RedisClient.create(redis.uri());
    try (StatefulRedisPubSubConnection<String, String> listener = client.connectPubSub();
        Door door = Door.open(uri(), CHAT, rows)) {
      listener.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String pattern, String channel, String text) {
              logged.add(channel + " " + text);
            }
          });
      listener.sync().psubscribe("log:*");
      Peer peer = door.connect("/chat/lobby");
      redis.awaitPatterns(2);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                door.post("/frankenphp_ws/sendAll?route=/chat/ready", "?");
                return logged.contains("log:ready ?");
              });
      redis.publish("chat:lobby", "from redis");
      door.post("/frankenphp_ws/sendAll?route=/chat/lobby", "from here");
      door.post("/v1/broadcasts", "{\"target\":{\"all\":true},\"message\":{\"text\":\"to all\"}}");
      hears(peer, 3);
      await().atMost(PATIENCE).until(() -> logged.contains("log:lobby from here"));

      assertThat(peer.heard())
          .containsExactlyInAnyOrder("text:from redis", "text:from here", "text:to all");
      assertThat(logged)
          .filteredOn(text -> !text.endsWith("?"))
          .containsExactly("log:lobby from here");
    } finally {
      client.shutdown();
    }
  }

  @Test
  void notificationsReachThoseWhoSubscribed() {
    try (Door door =
        Door.open(
            uri(),
            "carillon.listeners.main.routes.\"/s\" { protocol = subscriptions }",
            "carillon.redis.subscribe = [ { channel = notifications, target { subscriptions = on } } ]")) {
      Peer peer = door.connect("/s");
      peer.say(
          "{\"sender\":\"client\",\"subscriptions\":[{\"package\":\"p\",\"page\":\"m\","
              + "\"filters\":{\"values\":{\"channel\":[\"2\"]}}}]}");
      peer.settle();
      redis.awaitSubscriber("notifications");
      String notification =
          "\"notification\":{\"package\":\"p\",\"page\":\"m\",\"filters\":{\"values\":\"%s\"}}}";
      redis.publish(
          "notifications",
          "{\"sender\":\"server\",\"type\":\"alert\"," + notification.formatted(2));
      redis.publish("notifications", "{\"sender\":\"server\"," + notification.formatted(3));
      redis.publish("notifications", "no JSON");
      redis.publish("notifications", "{\"sender\":\"client\",\"subscriptions\":[]}");
      redis.publish("notifications", "{" + notification.formatted(2));
      hears(peer, 2);

      assertThat(peer.heard())
          .containsExactly(
              "text:{\"sender\":\"server\",\"type\":\"alert\"," + notification.formatted(2),
              "text:{\"type\":\"message\",\"sender\":\"server\"," + notification.formatted(2));
      assertThat(
              metric(
                  door,
                  "carillon_redis_unforwarded_messages_total{channel=\"notifications\",reason=\"unreadable\"}"))
          .isEqualTo("2.0");
    }
  }

  private static List<String> events(Peer peer) {
    return peer.heard().stream()
        .filter(text -> !text.contains("initial_stats") && !text.contains("heartbeat"))
        .toList();
  }

  @Test
  void analyticsEventsGoRoundTheNodesOnceAndVerbatim() {
    try (AnalyticsDoor one = AnalyticsDoor.open(uri(), ANALYTICS);
        AnalyticsDoor two = AnalyticsDoor.open(uri(), ANALYTICS)) {
      Peer atOne = one.connect();
      Peer atTwo = two.connect();
      hears(atOne, 1);
      hears(atTwo, 1);
      await()
          .atMost(PATIENCE)
          .until(() -> redis.command("PUBSUB", "NUMSUB", "analytics:realtime").endsWith(":2"));
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                one.track("v", "{'event_type':'warm'}");
                return !events(atTwo).isEmpty();
              });
      one.track("v", "{'event_type':'button_click','event_data':{'price':1.10}}");
      String foreign = "{\"type\":\"page_view\", \"x\" : 1.10}";
      await()
          .atMost(PATIENCE)
          .until(() -> events(atTwo).stream().anyMatch(e -> e.contains("1.10")));
      redis.publish("analytics:realtime", foreign);
      await().atMost(PATIENCE).until(() -> events(atOne).contains("text:" + foreign));
      await().atMost(PATIENCE).until(() -> events(atTwo).contains("text:" + foreign));

      assertThat(events(atOne)).doesNotHaveDuplicates().endsWith("text:" + foreign);
      assertThat(events(atTwo)).doesNotHaveDuplicates().endsWith("text:" + foreign);
      assertThat(events(atOne)).containsAll(events(atTwo));
    }
  }

  @Test
  void theServerStartsAndServesWithoutRedis() {
    redis.stop();
    try (Door door = Door.open(uri(), CHAT)) {
      Peer peer = door.connect("/chat/lobby");
      door.post("/frankenphp_ws/sendAll?route=/chat/lobby", "without");
      hears(peer, 1);
      await().atMost(PATIENCE).until(() -> metric(door, "carillon_redis_up").equals("0.0"));
      redis.start();
      redis.awaitPatterns(1);
      redis.publish("chat:lobby", "with");
      hears(peer, 2);
      await().atMost(PATIENCE).until(() -> metric(door, "carillon_redis_up").equals("1.0"));
      redis.stop();
      await().atMost(PATIENCE).until(() -> metric(door, "carillon_redis_up").equals("0.0"));
      door.post("/frankenphp_ws/sendAll?route=/chat/lobby", "without again");
      hears(peer, 3);

      assertThat(peer.heard()).containsExactly("text:without", "text:with", "text:without again");
      assertThat(metric(door, "carillon_redis_outages_total")).isEqualTo("2.0");
    }
  }

  @Test
  void figuresInRedisAreThoseOfAllNodesAndOutliveThem() {
    String store = "carillon.analytics.store = redis";
    try (AnalyticsDoor one = AnalyticsDoor.open(uri(), store);
        AnalyticsDoor two = AnalyticsDoor.open(uri(), store)) {
      await()
          .atMost(PATIENCE)
          .until(() -> one.track("a", "{'event_type':'x'}").statusCode() == 201);
      await()
          .atMost(PATIENCE)
          .until(() -> two.track("b", "{'event_type':'x'}").statusCode() == 201);

      assertThat(two.data("/realtime").path("unique_today").asInt()).isEqualTo(2);
      assertThat(one.data("/timeline")).hasSize(2);
      assertThat(
              one.metric("maicivy_redis_operation_duration_seconds_count{operation=\"timeline\"}"))
          .isNotEmpty();
      redis.stop();
      await()
          .atMost(PATIENCE)
          .until(() -> one.track("a", "{'event_type':'x'}").statusCode() == 503);
      assertThat(one.get("/realtime").statusCode()).isEqualTo(503);
      assertThat(Door.json(one.get("/realtime")).path("success").asBoolean(true)).isFalse();
      redis.start();
      await()
          .atMost(PATIENCE)
          .until(() -> one.track("a", "{'event_type':'x'}").statusCode() == 201);
    }
    try (AnalyticsDoor later = AnalyticsDoor.open(uri(), store)) {
      await().atMost(PATIENCE).until(() -> later.get("/realtime").statusCode() == 200);
      assertThat(later.data("/realtime").path("total_events").asInt()).isEqualTo(1);
    }
  }
}
