package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.engine.message.ConnectionId;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrankenphpApiIT {
  private static final String NOBODY = "00000001aaaaaaaaaaaaaaaaaaaaaaaa";
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

  private void answers(HttpResponse<String> response, String json) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.body()).endsWith("\n");
    assertThat(Door.json(response)).isEqualTo(Door.json(json));
  }

  private void answersEmpty(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  private void answersError(HttpResponse<String> response, String error) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Door.json(response).get("error").asText()).startsWith(error);
  }

  @Test
  void countsEverybodyWhoseSocketTookTheMessage() {
    ConnectionId first = door.connectAs("/chat");
    door.connectAs("/chat");
    door.connectAs("/api");

    answers(door.post(API + "sendAll", "hi"), "{'sentCount':3}");
    answers(door.post(API + "sendAll?route=/chat", "hi"), "{'sentCount':2,'route':'/chat'}");
    answers(door.post(API + "sendAll?route=/nope", "hi"), "{'sentCount':0,'route':'/nope'}");
    answers(door.post(API + "sendAll?route=", "hi"), "{'sentCount':3}");
    answers(
        door.post(API + "killConnection/" + first, ""),
        "{'clientID':'" + first + "','success':true}");
    answers(door.post(API + "sendAll", "hi"), "{'sentCount':2}");
  }

  @Test
  void aKilledConnectionEndsWithoutACloseFrame() {
    Peer peer = door.connect("/chat");
    String id =
        await()
            .until(() -> Door.json(door.get(API + "getClients")).get("clients"), c -> c.size() == 1)
            .get(0)
            .asText();

    door.post(API + "killConnection/" + id, "");

    assertThat(peer.closed().join()).isEqualTo(1006);
  }

  @ParameterizedTest
  @ValueSource(strings = {NOBODY, "nobody", "a%2Fb"})
  void killingWhoIsNotThereFailsWithin200(String id) {
    answers(
        door.post(API + "killConnection/" + id, ""),
        "{'clientID':'"
            + id.replace("%2F", "/")
            + "','success':false,'error':'Connection not found or already closed'}");
  }

  @ParameterizedTest
  @CsvSource({
    "'', hi, text:hi",
    "?opcode=auto, hi, text:hi",
    "?opcode=text, hi, text:hi",
    "?opcode=binary, hi, binary:hi",
    "'', '', text:"
  })
  void sendsTheBodyAsTheFrameThatIsAskedFor(String query, String body, String heard) {
    Peer peer = door.connect("/chat");
    await().until(() -> door.get(API + "getClientsCount").body().contains("1"));

    answers(door.post(API + "sendAll" + query, body), "{'sentCount':1}");

    await().until(() -> peer.heard().contains(heard));
  }

  @Test
  void sendsABodyThatIsNoTextAsBinary() {
    Peer peer = door.connect("/chat");
    await().until(() -> door.get(API + "getClientsCount").body().contains("1"));
    byte[] body = {(byte) 0xff, 'x'};

    answers(door.admin("POST", API + "sendAll", body), "{'sentCount':1}");
    await().until(() -> peer.heard().contains("binary:\u00ffx"));
    answersError(door.admin("POST", API + "sendAll?opcode=text", body), "invalid opcode 'text'");
  }

  @Test
  void sendsToOneConnection() {
    Peer peer = door.connect("/chat");
    String id =
        await()
            .until(() -> Door.json(door.get(API + "getClients")).get("clients"), c -> c.size() == 1)
            .get(0)
            .asText();

    answersEmpty(door.post(API + "send/" + id, "one"));
    answersEmpty(door.post(API + "send/" + id + "?route=/other", "two"));
    answersEmpty(door.post(API + "send/" + NOBODY, "three"));
    answersEmpty(door.post(API + "send/nobody", "four"));
    answersEmpty(door.post(API + "send/" + id, "five"));

    await().until(() -> peer.heard().contains("text:five"));
    assertThat(peer.heard()).containsExactly("text:one", "text:five");
  }

  @Test
  void countsAtTheLevelThatIsAskedFor() {
    door.connectAs("/chat");

    for (String level : new String[] {"accepted", "written", "received"}) {
      answers(door.post(API + "sendAll?timeout=5s&level=" + level, "x"), "{'sentCount':1}");
    }
  }

  @Test
  void leavesOutWhoIsExcluded() {
    ConnectionId one = door.connectAs("/chat");
    ConnectionId two = door.connectAs("/chat");
    door.connectAs("/chat");

    answers(door.post(API + "sendAll?exclude=" + one + "," + two, "x"), "{'sentCount':1}");
    answers(door.post(API + "sendAll?exclude=", "x"), "{'sentCount':3}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          level=sent          | invalid level 'sent': expected accepted, written or received
          level=              | invalid level '': expected
          level=processed     | invalid level 'processed': expected
          timeout=5           | invalid timeout '5': expected a duration from 1ms to 60s
          timeout=0s          | invalid timeout '0s': expected
          timeout=61s         | invalid timeout '61s': expected
          opcode=ping         | invalid opcode 'ping': expected auto, text or binary
          exclude=a,,b        | invalid exclude '': expected connection ids
          exclude=a%09        | invalid exclude 'a\\u0009': expected connection ids
          level=%0Aforged     | invalid level '\\u000aforged'
          """)
  void namesABadParameterAndWhatWasExpected(String query, String error) {
    answersError(door.post(API + "sendAll?" + query, "x"), error);
    answersError(door.post(API + "send/" + NOBODY + "?" + query, "x"), error);
    answersError(door.post(API + "sendToTag/t?" + query, "x"), error);
  }

  @Test
  void listsConnectionsAndRoutes() {
    answers(door.get(API + "getClients"), "{'clients':[],'route':''}");
    answers(door.get(API + "getClientsCount"), "{'count':0}");
    answers(door.get(API + "getAllRoutes"), "{'routes':[]}");
    ConnectionId chat = door.connectAs("/chat");
    door.connectAs("/a%20b");

    answers(
        door.get(API + "getClients?route=/chat"), "{'clients':['" + chat + "'],'route':'/chat'}");
    answers(door.get(API + "getClients?route=/nope"), "{'clients':[],'route':'/nope'}");
    answers(door.get(API + "getClientsCount?route=/chat"), "{'count':1,'route':'/chat'}");
    assertThat(Door.json(door.get(API + "getClientsCount"))).isEqualTo(Door.json("{'count':2}"));
    assertThat(Door.json(door.get(API + "getAllRoutes")).get("routes")).hasSize(2);
    answers(
        door.get(API + "getClientsByRoute/%2Fchat"),
        "{'route':'/chat','clients':['" + chat + "'],'count':1}");
    answers(
        door.get(API + "getClientsByRoute/%252Fchat"),
        "{'route':'/chat','clients':['" + chat + "'],'count':1}");
    answers(door.get(API + "getClientsByRoute/%2Fa+b"), "{'route':'/a b','clients':[],'count':0}");
    answersError(door.get(API + "getClientsByRoute/%25zz"), "invalid route encoding: '%zz'");
  }

  @Test
  void tagsAndUntags() {
    ConnectionId one = door.connectAs("/chat");
    ConnectionId two = door.connectAs("/api");

    answersEmpty(door.post(API + "tag/" + one, "a/b"));
    answersEmpty(door.post(API + "tag/" + one, "a/b"));
    answersEmpty(door.post(API + "tag/" + one, "vip"));
    answersEmpty(door.post(API + "tag/" + two, "vip"));

    answers(door.get(API + "getTags/" + one), "{'clientID':'" + one + "','tags':['a/b','vip']}");
    answers(door.get(API + "getTagCount/vip"), "{'tag':'vip','count':2}");
    answers(door.get(API + "getClientsByTag/a%2Fb"), "{'tag':'a/b','clients':['" + one + "']}");
    answers(door.post(API + "sendToTag/vip", "x"), "{'tag':'vip','route':'','sentCount':2}");
    answers(
        door.post(API + "sendToTag/vip?route=/api", "x"),
        "{'tag':'vip','route':'/api','sentCount':1}");
    answersEmpty(door.admin("DELETE", API + "untag/" + one + "/a%2Fb", ""));
    answersEmpty(door.admin("DELETE", API + "untag/" + one + "/a%2Fb", ""));
    answersEmpty(door.admin("DELETE", API + "clearTags/" + two, ""));
    answers(door.get(API + "getTagCount/vip"), "{'tag':'vip','count':1}");
    answers(door.get(API + "getAllTags"), "{'tags':['vip']}");
  }

  @ParameterizedTest
  @CsvSource({
    "a%26b%26c, a&b&c, 1",
    "(a|b)&(c|d)&!e, (a|b)&(c|d)&!e, 2",
    "a|b&c, a|b&c, 1",
    "c|b&d, c|b&d, 2",
    "a%2526b, a&b, 1",
    "a+|+b, a | b, 2",
    "group_*&!banned, group_*&!banned, 1",
    "*admin, *admin, 1",
    "*, *, 3",
    "!a, !a, 2",
    "!*, !*, 0",
    "(a, (a, 0",
    "a%2Fb, a/b, 0",
    "%20, ' ', 0"
  })
  void reachesWhoseTagsMakeAnExpressionTrue(String sent, String expression, int count) {
    tagged("a", "b", "c");
    tagged("b", "d", "group_1", "banned");
    tagged("group_2", "superadmin");
    String path = sent.replace("|", "%7C");

    answers(
        door.post(API + "sendToTagExpression/" + path, "x"),
        "{'expression':'" + expression + "','route':'','sentCount':" + count + "}");
    JsonNode list = Door.json(door.get(API + "getClientsByTagExpression/" + path));
    assertThat(list.get("expression").asText()).isEqualTo(expression);
    assertThat(list.get("clients")).hasSize(count);
    assertThat(list.get("count").asInt()).isEqualTo(count);
  }

  @Test
  void anExpressionStaysWithinItsRoute() {
    ConnectionId untagged = door.connectAs("/chat");
    door.connectAs("/api");

    answers(
        door.post(API + "sendToTagExpression/!banned?route=/chat", "x"),
        "{'expression':'!banned','route':'/chat','sentCount':1}");
    answers(
        door.post(API + "sendToTagExpression/!banned?exclude=" + untagged, "x"),
        "{'expression':'!banned','route':'','sentCount':1}");
    answersError(
        door.post(API + "sendToTagExpression/%25zz", "x"), "invalid expression encoding: '%zz'");
    answersError(
        door.get(API + "getClientsByTagExpression/%25"), "invalid expression encoding: '%'");
  }

  @Test
  void anExpressionThatIsTooLongReachesNobody() {
    door.connectAs("/chat");
    String longest = "!" + "a".repeat(999);

    assertThat(Door.json(door.post(API + "sendToTagExpression/" + longest, "x")).get("sentCount"))
        .isEqualTo(Door.json("1"));
    assertThat(
            Door.json(door.post(API + "sendToTagExpression/" + longest + "a", "x"))
                .get("sentCount"))
        .isEqualTo(Door.json("0"));
  }

  private void tagged(String... tags) {
    ConnectionId id = door.connectAs("/chat");
    for (String tag : tags) {
      answersEmpty(door.post(API + "tag/" + id, tag));
    }
  }

  @Test
  void anUnknownConnectionNeverHoldsATag() {
    for (String id : new String[] {NOBODY, "nobody"}) {
      answersEmpty(door.post(API + "tag/" + id, "orphan"));
      answersEmpty(door.admin("DELETE", API + "untag/" + id + "/orphan", ""));
      answersEmpty(door.admin("DELETE", API + "clearTags/" + id, ""));
      answers(door.get(API + "getTags/" + id), "{'clientID':'" + id + "','tags':[]}");
    }

    answers(door.get(API + "getAllTags"), "{'tags':[]}");
    answers(door.get(API + "getTagCount/orphan"), "{'tag':'orphan','count':0}");
    answers(door.get(API + "getClientsByTag/orphan"), "{'tag':'orphan','clients':[]}");
    answers(door.post(API + "sendToTag/orphan", "x"), "{'tag':'orphan','route':'','sentCount':0}");
  }

  @Test
  void refusesATagThatIsNone() {
    ConnectionId id = door.connectAs("/chat");

    answersError(door.post(API + "tag/" + id, ""), "tag is required");
    answersError(
        door.post(API + "tag/" + id, "ü".repeat(129)),
        "invalid tag: expected at most 256 bytes of UTF-8, was 258");
    answersError(
        door.admin("POST", API + "tag/" + id, new byte[] {(byte) 0xff}),
        "invalid tag: not valid UTF-8");
    answersEmpty(door.post(API + "tag/" + id, "ü".repeat(128)));
  }
}
