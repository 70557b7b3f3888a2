package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page does not show: bad input of every kind, which disturbs nobody. */
class GatewayApiIT {
  private static final String API = "/v1/gateway/";

  private static Door door;
  private static Peer bystander;

  @BeforeAll
  static void open() {
    door = Door.open();
    bystander = door.connectAs("/chat", "bystander");
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @AfterEach
  void nobodyIsDisturbed() {
    assertThat(ask("isOnline", "{'clientId':'bystander'}")).isEqualTo(Door.json("{'online':true}"));
  }

  private static HttpResponse<String> post(String function, String body) {
    return door.post(API + function, body.replace('\'', '"'));
  }

  private static JsonNode ask(String function, String body) {
    HttpResponse<String> response = post(function, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Door.json(response);
  }

  private static void refuses(HttpResponse<String> response, String field, String detail) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = Door.json(response);
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.get("detail").asText()).startsWith(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sendToAll    | {}                                       | message     | message: is missing
          sendToAll    | {'message':5}                            | message     | message: expected a text or an object, was 5
          sendToAll    | {'message':{}}                           | message     | message: expected exactly one of text and base64, was {}
          sendToAll    | {'message':'x','clientIds':'a'}          | clientIds   | clientIds: expected a list of texts, was "a"
          sendToAll    | {'message':'x','clientIds':['']}         | clientIds[0] | clientIds[0]: expected an id of 1 to 128 characters without control characters, was ""
          sendToAll    | {'message':'x','exclude':[7]}            | exclude[0]  | exclude[0]: expected a text
          sendToAll    | {'message':'x','exclude':''}             | exclude     | exclude: expected an id of 1 to 128
          sendToAll    | {'message':'x','exclude':{}}             | exclude     | exclude: expected a list
          sendToAll    | {'message':'x','raw':true}               | raw         | raw: unknown field
          sendToAll    | {'message':'x','level':'processed'}      | level       | level: expected one of
          sendToAll    | {'message':'x','quorum':0}               | quorum      | quorum: expected
          sendToAll    | {'message':'\\ud800'}                    | message     | message: holds half
          sendToClient | {'message':'x'}                          | clientId    | clientId: is missing
          sendToClient | {'clientId':5,'message':'x'}             | clientId    | clientId: expected a text
          sendToClient | {'clientId':'a\\u0000','message':'x'}    | clientId    | clientId: expected an id of 1 to 128
          sendToUid    | {'message':'x'}                          | uid         | uid: is missing, expected exactly one of uid and uids
          sendToUid    | {'message':'x','uid':'a','uids':['b']}   | uids        | uids: not together with uid, expected exactly one of uid and uids, was ["b"]
          sendToGroup  | {'message':'x','group':''}               | group       | group: expected 1 to 256 bytes
          sendToGroup  | {'message':'x','group':'0'}              | group       | group: expected 1 to 256 bytes
          sendToGroup  | {'message':'x','groups':[]}              | groups      | groups: expected at least one group, was []
          sendToGroup  | {'message':'x','groups':['a','0']}       | groups[1]   | groups[1]: expected 1 to 256 bytes of UTF-8, and not 0, was "0"
          sendToGroup  | {'message':'x','group':'a','oncePerGroup':1} | oncePerGroup | oncePerGroup: expected true
          bindUid      | {'clientId':'bystander'}                 | uid         | uid: is missing
          bindUid      | {'clientId':'bystander','uid':'0'}       | uid         | uid: expected 1 to 256
          bindUid      | {'clientId':'bystander','uid':7}         | uid         | uid: expected a text
          joinGroup    | {'clientId':'bystander','group':''}      | group       | group: expected 1 to 256
          joinGroup    | {'clientId':'bystander','group':'a','x':1} | x         | x: unknown field
          isOnline     | {}                                       | clientId    | clientId: is missing
          isUidsOnline | {'uids':'7'}                             | uids        | uids: expected a list
          isUidsOnline | {}                                       | uids        | uids: is missing
          getAllUidList | {'group':'a'}                           | group       | group: unknown field
          getUidListByGroup | {}                                  | group       | group: is missing
          setSession   | {'clientId':'bystander'}                 | session     | session: is missing
          setSession   | {'clientId':'bystander','session':[1]}   | session     | session: expected an object
          setSession   | {'clientId':'bystander','session':'x'}   | session     | session: expected an object
          getSession   | {'clientId':7}                           | clientId    | clientId: expected a text
          setSession   | {'clientId':'','session':{}}             | clientId    | clientId: expected an id
          closeClient  | {'clientId':'nobody','code':1000}        | code        | code: unknown field
          closeClient  | {'clientId':'nobody','message':[]}       | message     | message: expected a text or an object, was []
          """)
  void namesTheArgumentThatIsWrong(String function, String body, String field, String detail) {
    refuses(post(function, body), field, detail);
  }

  static Stream<Arguments> rows() {
    return GateIT.rows()
        .map(row -> row.get()[1].toString())
        .filter(path -> path.startsWith(API))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatIsNoJsonObjectIsRefused(String path) {
    for (String body : new String[] {"[]", "{", "x", "{}{}", "{\"a\":1,\"a\":2}", "null"}) {
      assertThat(Door.json(door.post(path, body)).get("detail").asText())
          .as(body)
          .startsWith("invalid JSON");
    }
    assertThat(door.post(path + "?x=1", "{}").statusCode()).isEqualTo(400);
    assertThat(door.get(path).statusCode()).isEqualTo(405);
  }

  @Test
  void hasEveryFunctionOfGatewayWorker() {
    Stream<String> functions = rows().map(row -> row.get()[0].toString().substring(API.length()));

    assertThat(functions.collect(Collectors.toSet()))
        .contains(
            "sendToAll",
            "sendToClient",
            "sendToUid",
            "sendToGroup",
            "isOnline",
            "isUidOnline",
            "isUidsOnline",
            "getAllClientIdCount",
            "getAllClientCount",
            "getClientIdCountByGroup",
            "getClientCountByGroup",
            "batchGetClientIdCountByGroup",
            "getAllClientIdList",
            "getClientIdListByGroup",
            "getClientIdByUid",
            "batchGetClientIdByUid",
            "getUidByClientId",
            "getUidListByGroup",
            "getUidCountByGroup",
            "getAllUidList",
            "getAllUidCount",
            "getAllGroupIdList",
            "getAllGroupUidList",
            "getAllGroupUidCount",
            "getAllGroupClientIdList",
            "getAllGroupClientIdCount",
            "bindUid",
            "unbindUid",
            "joinGroup",
            "leaveGroup",
            "ungroup",
            "setSession",
            "updateSession",
            "getSession",
            "getAllClientSessions",
            "getClientSessionsByGroup",
            "getAllClientInfo",
            "getClientInfoByGroup",
            "closeClient",
            "destoryClient");
  }

  @Test
  void whoIsNotThereIsNoError() {
    assertThat(ask("bindUid", "{'clientId':'nobody','uid':'7'}").get("success").asBoolean())
        .isFalse();
    assertThat(ask("joinGroup", "{'clientId':'nobody','group':'g'}").get("success").asBoolean())
        .isFalse();
    assertThat(ask("setSession", "{'clientId':'nobody','session':{}}").get("success").asBoolean())
        .isFalse();
    assertThat(ask("unbindUid", "{'clientId':'nobody','uid':'x'}").get("success").asBoolean())
        .isTrue();
    assertThat(ask("getClientIdByUid", "{'uid':''}")).isEqualTo(Door.json("{'clientIds':[]}"));
    assertThat(ask("getClientIdCountByGroup", "{'group':''}")).isEqualTo(Door.json("{'count':1}"));
    assertThat(ask("ungroup", "{'group':'none'}")).isEqualTo(Door.json("{'count':0}"));
    assertThat(ask("closeClient", "{'clientId':'nobody'}"))
        .isEqualTo(Door.json("{'success':false,'receipt':null}"));
    assertThat(ask("destroyClient", "{'clientId':'nobody'}"))
        .isEqualTo(Door.json("{'success':false}"));
  }

  @Test
  void keepsWhatASessionSaysExactly() {
    String session = "{\"n\":0.1,\"big\":12345678901234567890123,\"u\":\"\\u00fc\"}";
    door.post(API + "setSession", "{\"clientId\":\"bystander\",\"session\":" + session + "}");

    assertThat(post("getSession", "{'clientId':'bystander'}").body())
        .isEqualTo("{\"session\":{\"n\":0.1,\"big\":12345678901234567890123,\"u\":\"ü\"}}\n");
  }

  @Test
  void refusesASessionThatIsTooLarge() {
    String large =
        "{\"clientId\":\"bystander\",\"session\":{\"a\":\"" + "x".repeat(65_536) + "\"}}";

    refuses(door.post(API + "setSession", large), "session", "session: it would be larger");
    refuses(door.post(API + "updateSession", large), "session", "session: it would be larger");
  }

  @Test
  void refusesOneGroupTooMany() {
    door.connectAs("/chat", "joiner");
    for (int i = 0; i < 64; i++) {
      assertThat(post("joinGroup", "{'clientId':'joiner','group':'g" + i + "'}").statusCode())
          .isEqualTo(200);
    }

    refuses(
        post("joinGroup", "{'clientId':'joiner','group':'g64'}"),
        "group",
        "group: the connection is in as many groups as it may be in");
    ask("destroyClient", "{'clientId':'joiner'}");
  }

  @Test
  void refusesMoreNamesThanItAsksAbout() {
    String names =
        IntStream.rangeClosed(0, 1000)
            .mapToObj(i -> "'" + i + "'")
            .collect(Collectors.joining(","));

    refuses(
        post("isUidsOnline", "{'uids':[" + names + "]}"), "uids", "uids: expected at most 1000");
    refuses(
        post("getClientIdListByGroup", "{'groups':[" + names + "]}"),
        "groups",
        "groups: expected at most 1000");
    assertThat(bystander.closed()).isNotDone();
  }
}
