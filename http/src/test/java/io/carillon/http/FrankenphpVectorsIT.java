package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user of frankenphp_ws relies on, told as the calls that they make and what they see. */
class FrankenphpVectorsIT {
  private static final String API = "/frankenphp_ws/";

  private Door door;

  @BeforeEach
  void open() {
    door = Door.open();
  }

  @AfterEach
  void close() {
    door.close();
  }

  private void get(String path, String json) {
    answers(200, door.get(API + path), json);
  }

  private void post(String path, String body, String json) {
    answers(200, door.post(API + path, body), json);
  }

  private static void answers(int status, HttpResponse<String> response, String json) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Door.json(response)).isEqualTo(Door.json(json));
  }

  private static void heard(Peer peer, String... texts) {
    await().untilAsserted(() -> assertThat(peer.heard()).containsExactly(texts));
  }

  @Test
  void sendAllCountsWhomItReachedAndNarrowsToARoute() {
    Peer alice = door.connectAs("/chat", "alice");
    Peer bob = door.connectAs("/chat", "bob");
    Peer api = door.connectAs("/api", "api");

    post("sendAll", "one", "{'sentCount':3}");
    post("sendAll?route=/chat", "two", "{'sentCount':2,'route':'/chat'}");
    post("sendAll?route=/nope", "three", "{'sentCount':0,'route':'/nope'}");
    post("sendAll?route=", "four", "{'sentCount':3}");
    answers(405, door.get(API + "sendAll"), "{'error':'method not allowed'}");

    heard(alice, "text:one", "text:two", "text:four");
    heard(bob, "text:one", "text:two", "text:four");
    heard(api, "text:one", "text:four");
  }

  @Test
  void whoWasKilledIsNotCountedAndCannotBeKilledAgain() throws Exception {
    Peer alice = door.connectAs("/chat", "alice");
    door.connectAs("/chat", "bob");
    door.connectAs("/api", "api");

    post("killConnection/alice", "", "{'clientID':'alice','success':true}");
    post("sendAll", "hello", "{'sentCount':2}");
    get("getClientsCount", "{'count':2}");
    post(
        "killConnection/alice",
        "",
        "{'clientID':'alice','success':false,'error':'Connection not found or already closed'}");
    assertThat(alice.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1006);
    assertThat(alice.heard()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a&b&c, abcd",
    "(a|b)&(c|d)&!e, abcd bc",
    "a|b&c, abcd ab ace bc",
    "(a|b)&c, abcd ace bc",
    "group_*&!banned, member",
    "*admin, boss",
    "s*r_*n, boss",
    "*, ab abcd ace banned bc boss member",
    "!a, banned bc boss member nobody",
    "!unknown, ab abcd ace banned bc boss member nobody",
    "unknown, ''",
    "(a, ''",
    "a&, ''"
  })
  void tagExpressionsFindWhomTheyDescribe(String expression, String expected) {
    List<Peer> peers = new ArrayList<>();
    for (String each :
        List.of(
            "abcd: a b c d",
            "ab: a b",
            "bc: b c",
            "ace: a c e",
            "member: group_1",
            "banned: group_1 banned",
            "boss: super_admin",
            "nobody: ")) {
      String[] parts = each.split(": ?", 2);
      peers.add(door.connectAs("/chat", parts[0]));
      for (String tag : parts[1].isEmpty() ? new String[0] : parts[1].split(" ")) {
        assertThat(door.post(API + "tag/" + parts[0], tag).statusCode()).isEqualTo(200);
      }
    }
    List<String> found = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
    String segment = URLEncoder.encode(expression, StandardCharsets.UTF_8);

    JsonNode listed = Door.json(door.get(API + "getClientsByTagExpression/" + segment));

    assertThat(listed.get("clients"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(found);
    assertThat(listed.get("count").asInt()).isEqualTo(found.size());
    post(
        "sendToTagExpression/" + segment,
        "hello",
        "{'expression':'%s','route':'','sentCount':%d}".formatted(expression, found.size()));
    await().until(() -> peers.stream().mapToInt(peer -> peer.heard().size()).sum() == found.size());
  }

  @Test
  void renamingMovesAllThatIsKnownOfAClient() {
    Peer alice = door.connectAs("/chat", "alice");
    door.connectAs("/api", "bob");
    door.post(API + "tag/alice", "vip");
    door.post(API + "setStoredInformation/alice/login", "marie");
    door.post(API + "enablePing/alice?interval=60000", "");
    door.post(API + "enableQueueCounter/alice", "");
    door.post(API + "send/alice", "before");
    door.post(API + "activateGhost/alice", "");
    await().until(() -> pingTime("alice") > 0);

    post(
        "renameConnection/alice/marie",
        "",
        "{'success':true,'currentId':'alice','newId':'marie',"
            + "'message':'Connection renamed successfully'}");

    door.post(API + "send/marie", "after");
    heard(alice, "text:before", "text:after");
    get("getClients?route=/chat", "{'clients':['marie'],'route':'/chat'}");
    get("getTags/marie", "{'clientID':'marie','tags':['vip']}");
    get("getClientsByTag/vip", "{'tag':'vip','clients':['marie']}");
    get("getAllStoredInformation/marie", "{'clientID':'marie','information':{'login':'marie'}}");
    get("getClientMessageCounter/marie", "{'clientID':'marie','counter':2}");
    get("isGhost/marie", "{'clientID':'marie','isGhost':true}");
    assertThat(pingTime("marie")).isPositive();

    get("getTags/alice", "{'clientID':'alice','tags':[]}");
    get("getAllStoredInformation/alice", "{'clientID':'alice','information':{}}");
    get("getClientMessageCounter/alice", "{'clientID':'alice','counter':0}");
    get("isGhost/alice", "{'clientID':'alice','isGhost':false}");
    assertThat(pingTime("alice")).isZero();

    for (String path : List.of("marie/bob", "bob/marie", "marie/marie", "alice/carol")) {
      answers(
          400,
          door.post(API + "renameConnection/" + path, ""),
          "{'error':'failed to rename connection'}");
    }
    get("getClientsCount", "{'count':2}");
  }

  private long pingTime(String client) {
    JsonNode time = Door.json(door.get(API + "getClientPingTime/" + client));
    assertThat(time.get("pingTimeMs").asDouble()).isEqualTo(time.get("pingTime").asLong() / 1e6);
    return time.get("pingTime").asLong();
  }

  @Test
  void aGlobalValueEndsWhenItsTimeIsOver() {
    assertThat(door.post(API + "global/set/motd?exp=60", "welcome").statusCode()).isEqualTo(200);

    HttpResponse<String> value = door.get(API + "global/get/motd");
    assertThat(value.statusCode()).isEqualTo(200);
    assertThat(value.body()).isEqualTo("welcome");
    assertThat(value.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");

    long start = System.nanoTime();
    assertThat(door.post(API + "global/set/motd?exp=1", "bye").statusCode()).isEqualTo(200);
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(() -> door.get(API + "global/get/motd").statusCode() == 404);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    assertThat(door.get(API + "global/has/motd").statusCode()).isEqualTo(404);
    assertThat(door.admin("DELETE", API + "global/delete/motd", "").statusCode()).isEqualTo(404);
  }
}
