package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingsIT {
  private static final String API = "/frankenphp_ws/";

  private Door door;
  private String id;

  @BeforeEach
  void open() {
    door = Door.open("carillon.engine.state { sent-messages = 1000, sent-bytes = 10 KiB }");
    id = door.connectAs("/chat").toString();
  }

  @AfterEach
  void close() {
    door.close();
  }

  private static void answers(HttpResponse<String> response, String json) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Door.json(response)).isEqualTo(Door.json(json));
  }

  private HttpResponse<String> enable(String client, String query) {
    return door.post(API + "enableQueueCounter/" + client + query, "");
  }

  private long counter(String client) {
    return Door.json(door.get(API + "getClientMessageCounter/" + client)).get("counter").asLong();
  }

  private JsonNode queue(String client) {
    return Door.json(door.get(API + "getClientMessageQueue/" + client));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 100, 3600",
    "?maxMessages=7&maxTime=60, 7, 60",
    "?maxMessages=0&maxTime=-1, 100, 3600",
    "?maxMessages=many&maxTime=, 100, 3600",
    "?maxMessages=5000&maxTime=999999999, 1000, 999999999"
  })
  void answersWithTheBoundsThatHold(String query, int messages, int seconds) {
    answers(
        enable(id, query),
        "{'clientID':'"
            + id
            + "','success':true,'action':'enableQueueCounter','maxMessages':"
            + messages
            + ",'maxTime':"
            + seconds
            + "}");
  }

  @Test
  void keepsHowEachMessageWasSent() {
    door.post(API + "tag/" + id, "vip");
    door.post(API + "sendAll", "before");
    enable(id, "");

    door.post(API + "sendAll", "hello");
    door.post(API + "sendAll?route=/chat", "hello");
    door.post(API + "send/" + id, "hello");
    door.post(API + "sendToTag/vip?route=/chat", "hello");
    door.post(API + "sendToTagExpression/vip%26!x", "hello");
    door.post(API + "sendAll?route=/other", "not here");

    JsonNode queue = queue(id);
    assertThat(queue.get("clientID").asText()).isEqualTo(id);
    assertThat(queue.get("count").asInt()).isEqualTo(5);
    assertThat(counter(id)).isEqualTo(5);
    List<String> sent = new ArrayList<>();
    for (JsonNode each : queue.get("messages")) {
      assertThat(each.get("data").asText()).isEqualTo("aGVsbG8=");
      assertThat(Instant.ofEpochSecond(each.get("timestamp").asLong()))
          .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
      sent.add(
          each.get("id").asInt()
              + " "
              + each.get("sendType").asText()
              + " "
              + each.get("sendTarget").asText()
              + " "
              + each.get("route").asText());
    }
    assertThat(sent)
        .containsExactly(
            "1 all  ",
            "2 all  /chat",
            "3 direct " + id + " ",
            "4 tag vip /chat",
            "5 tagExpression vip&!x ");
  }

  @Test
  void aRenameLeavesWhatWasSentBeforeAsItWas() {
    enable(id, "");
    door.post(API + "send/" + id, "before");
    door.post(API + "renameConnection/" + id + "/renamed", "");
    door.post(API + "send/renamed", "after");

    JsonNode messages = queue("renamed").get("messages");
    assertThat(messages).hasSize(2);
    assertThat(messages.get(0).get("sendTarget").asText()).isEqualTo(id);
    assertThat(messages.get(1).get("sendTarget").asText()).isEqualTo("renamed");
  }

  @Test
  void whatIsSentToAListenerIsSentToAll() {
    enable(id, "");

    door.post(
        "/v1/broadcasts", "{\"target\":{\"listener\":\"main\"},\"message\":{\"text\":\"x\"}}");

    JsonNode only = queue(id).get("messages").get(0);
    assertThat(only.get("sendType").asText()).isEqualTo("all");
    assertThat(only.get("sendTarget").asText()).isEmpty();
  }

  @Test
  void clearingLeavesTheCounterAndDisablingBoth() {
    enable(id, "?maxMessages=2");
    for (int i = 0; i < 3; i++) {
      door.post(API + "sendAll", "x");
    }
    assertThat(queue(id).get("count").asInt()).isEqualTo(2);

    answers(
        door.post(API + "disableQueueCounter/" + id, ""),
        "{'clientID':'" + id + "','success':true,'action':'disableQueueCounter'}");
    door.post(API + "sendAll", "x");
    assertThat(queue(id).get("count").asInt()).isEqualTo(2);
    assertThat(counter(id)).isEqualTo(3);

    answers(
        door.post(API + "clearClientMessageQueue/" + id, ""),
        "{'clientID':'" + id + "','success':true,'action':'clearClientMessageQueue'}");
    assertThat(queue(id).get("messages")).isEmpty();
    assertThat(counter(id)).isEqualTo(3);
  }

  @Test
  void messagesAreForgottenAfterTheirTime() {
    enable(id, "?maxTime=1");
    door.post(API + "sendAll", "x");
    assertThat(queue(id).get("count").asInt()).isOne();
    await().atMost(Duration.ofSeconds(3)).until(() -> queue(id).get("count").asInt() == 0);
    assertThat(counter(id)).isOne();
  }

  @Test
  void noMoreBytesAreKeptThanConfigured() {
    enable(id, "");
    for (int i = 0; i < 5; i++) {
      door.post(API + "sendAll", "x".repeat(4096));
    }
    assertThat(queue(id).get("count").asInt()).isEqualTo(2);
    assertThat(counter(id)).isEqualTo(5);
  }

  @Test
  void whatWasNeverEnabledOrIsNotThereHasNothing() {
    for (String client : List.of(id, "nobody")) {
      answers(
          door.post(API + "disableQueueCounter/" + client, ""),
          "{'clientID':'" + client + "','success':false,'action':'disableQueueCounter'}");
      answers(
          door.post(API + "clearClientMessageQueue/" + client, ""),
          "{'clientID':'" + client + "','success':false,'action':'clearClientMessageQueue'}");
      assertThat(counter(client)).isZero();
      answers(
          door.get(API + "getClientMessageQueue/" + client),
          "{'clientID':'" + client + "','messages':[],'count':0}");
    }
    answers(
        enable("nobody", "?maxMessages=7"),
        "{'clientID':'nobody','success':true,'action':'enableQueueCounter','maxMessages':7,"
            + "'maxTime':3600}");
  }
}
