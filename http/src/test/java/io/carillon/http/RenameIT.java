package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.ConnectionId;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenameIT {
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

  private HttpResponse<String> rename(Object current, String next) {
    return door.post(API + "renameConnection/" + current + "/" + next, "");
  }

  private void fails(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("{\"error\":\"failed to rename connection\"}\n");
  }

  private String clients(String path) {
    return Door.json(door.get(API + path)).get("clients").toString();
  }

  @Test
  void movesEverythingToTheNewId() {
    Peer peer = door.connect("/chat");
    String old =
        await()
            .until(() -> Door.json(door.get(API + "getClients")).get("clients"), c -> c.size() == 1)
            .get(0)
            .asText();
    door.post(API + "tag/" + old, "vip");

    HttpResponse<String> renamed = rename(old, "alice");

    assertThat(renamed.statusCode()).isEqualTo(200);
    assertThat(Door.json(renamed))
        .isEqualTo(
            Door.json(
                "{'success':true,'currentId':'"
                    + old
                    + "','newId':'alice','message':'Connection renamed successfully'}"));
    for (String path : List.of("getClients", "getClientsByTag/vip", "getClientsByRoute/%2Fchat")) {
      assertThat(clients(path)).isEqualTo("[\"alice\"]");
    }
    assertThat(Door.json(door.get(API + "getTags/alice")).get("tags")).hasSize(1);
    assertThat(Door.json(door.get("/v1/connections/alice")).get("id").asText()).isEqualTo("alice");
    door.post(API + "send/alice", "to alice");
    door.post(API + "send/" + old, "to the old id");
    door.post(API + "sendAll?exclude=alice", "to all but alice");
    door.post(API + "sendToTag/vip", "to vip");
    await().until(() -> peer.heard().contains("text:to vip"));
    assertThat(peer.heard()).containsExactly("text:to alice", "text:to vip");
    assertThat(door.post(API + "killConnection/alice", "").body()).contains("\"success\":true");
  }

  @Test
  void theOldIdIsUnknownEverywhere() {
    ConnectionId old = door.connectAs("/chat");
    rename(old, "alice");

    fails(rename(old, "bob"));
    assertThat(Door.json(door.get(API + "getTags/" + old)).get("tags")).isEmpty();
    assertThat(door.get("/v1/connections/" + old).statusCode()).isEqualTo(404);
    assertThat(door.post(API + "killConnection/" + old, "").body()).contains("\"success\":false");
    assertThat(clients("getClients")).isEqualTo("[\"alice\"]");
  }

  @Test
  void failsForAnUnknownOrATakenId() {
    ConnectionId one = door.connectAs("/chat");
    ConnectionId two = door.connectAs("/chat");

    fails(rename(one, two.toString()));
    fails(rename(one, one.toString()));
    fails(rename("nobody", "alice"));
    fails(rename("x".repeat(200), "alice"));
    assertThat(clients("getClients")).contains(one.toString(), two.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "a%2Fb, a/b",
    "a%252Fb, a/b",
    "J%C3%BCrgen, Jürgen",
    "a+b, a b",
    "user@example.com, user@example.com",
    "0123456789abcdef0123456789abcdef, 0123456789abcdef0123456789abcdef"
  })
  void takesAnyShortText(String sent, String id) {
    ConnectionId old = door.connectAs("/chat");

    assertThat(Door.json(rename(old, sent)).get("newId").asText()).isEqualTo(id);
    assertThat(door.server().engine().connections(Optional.empty()).toCompletableFuture().join())
        .containsExactly(new ConnectionId(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%0Ab", "%7F", "%00"})
  void refusesAnIdThatCannotBeWritten(String next) {
    ConnectionId id = door.connectAs("/chat");

    HttpResponse<String> response = rename(id, next);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("invalid newId '", "expected 1 to 128 characters without control characters");
    assertThat(rename(id, "x".repeat(129)).body()).contains("invalid newId 'xxx");
    assertThat(rename(id, "%25zz").body()).contains("invalid newId encoding: '%zz'");
    assertThat(clients("getClients")).contains(id.toString());
  }

  @Test
  void ofManyThatWantOneIdExactlyOneGetsIt() {
    List<ConnectionId> ids = IntStream.range(0, 8).mapToObj(i -> door.connectAs("/chat")).toList();

    long renamed =
        ids.parallelStream().filter(id -> rename(id, "leader").statusCode() == 200).count();

    assertThat(renamed).isOne();
    assertThat(Door.json(door.get(API + "getClients")).get("clients")).hasSize(8);
  }
}
