package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.engine.message.ConnectionId;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeApiIT {
  private static final String NOBODY = "00000001aaaaaaaaaaaaaaaaaaaaaaaa";

  private Door door;

  @BeforeEach
  void open() {
    door = Door.open();
  }

  @AfterEach
  void close() {
    door.close();
  }

  private HttpResponse<String> broadcast(String json) {
    return door.post("/v1/broadcasts", json.replace('\'', '"'));
  }

  private void isProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = Door.json(response);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.fieldNames()).toIterable().contains("type", "title", "detail");
  }

  @Test
  void answersWithTheWholeReceipt() {
    door.connectAs("/chat");
    door.connectAs("/chat");
    door.connectAs("/api");

    JsonNode receipt =
        Door.json(
            broadcast(
                "{'target':{'route':'/chat'},'message':{'text':'x'},"
                    + "'level':'received','timeout':'5s'}"));

    assertThat(receipt.get("level").asText()).isEqualTo("received");
    assertThat(receipt.get("targeted").asInt()).isEqualTo(2);
    assertThat(receipt.at("/counts/received").asInt()).isEqualTo(2);
    assertThat(receipt.get("pending").asInt()).isZero();
    assertThat(receipt.get("complete").asBoolean()).isTrue();
    assertThat(receipt.get("failed"))
        .isEqualTo(Door.json("{'closed':0,'slow':0,'expired':0,'error':0}"));
    assertThat(receipt.at("/latencyMicros/count").asInt()).isEqualTo(2);
    assertThat(receipt.at("/nodes/reporting")).hasSize(1);
    assertThat(receipt.at("/nodes/missing")).isEmpty();
  }

  @Test
  void givesTheReceiptAgain() {
    door.connectAs("/chat");
    JsonNode receipt = Door.json(broadcast("{'target':{'all':true},'message':{'text':'x'}}"));

    JsonNode again = Door.json(door.get("/v1/broadcasts/" + receipt.get("id").asText()));

    assertThat(again.get("id")).isEqualTo(receipt.get("id"));
    assertThat(again.get("targeted").asInt()).isEqualTo(1);
    assertThat(again.at("/counts/written").asInt()).isEqualTo(1);
  }

  @Test
  void reachesListedConnectionsLessTheExcluded() {
    ConnectionId one = door.connectAs("/chat");
    ConnectionId two = door.connectAs("/chat");

    JsonNode receipt =
        Door.json(
            broadcast(
                "{'target':{'connections':['"
                    + one
                    + "','"
                    + two
                    + "'],'exclude':['"
                    + two
                    + "']},'message':{'base64':'AA=='}}"));

    assertThat(receipt.get("targeted").asInt()).isEqualTo(1);
  }

  @Test
  void reachesNobodyWithoutAFuss() {
    JsonNode receipt = Door.json(broadcast("{'target':{'tag':'none'},'message':{'text':'x'}}"));

    assertThat(receipt.get("targeted").asInt()).isZero();
    assertThat(receipt.get("complete").asBoolean()).isTrue();
  }

  @Test
  void listsAndCountsAndNamesTheNodesThatAnswered() {
    ConnectionId one = door.connectAs("/chat");
    ConnectionId two = door.connectAs("/api");
    door.post("/frankenphp_ws/tag/" + one, "vip");
    door.post("/v1/gateway/joinGroup", "{\"clientId\":\"" + one + "\",\"group\":\"g\"}");
    door.post("/v1/gateway/bindUid", "{\"clientId\":\"" + two + "\",\"uid\":\"7\"}");
    JsonNode nodes = Door.json(door.get("/v1/nodes")).get("nodes");
    String name = nodes.at("/0/name").asText();

    assertThat(nodes)
        .containsExactly(
            Door.json(
                "{'name':'"
                    + name
                    + "','here':true,'present':true,'address':null,'connections':2}"));
    isAnswered("/v1/connections?route=/chat", "'connections':['" + one + "']", name);
    isAnswered("/v1/connections?user=7", "'connections':['" + two + "']", name);
    isAnswered("/v1/connections?tagExpression=vip%26nobody", "'connections':[]", name);
    isAnswered("/v1/routes", "'routes':['/api','/chat']", name);
    isAnswered("/v1/tags", "'tags':['vip']", name);
    isAnswered("/v1/groups", "'groups':['g']", name);
    isAnswered("/v1/users", "'users':['7']", name);
    isCounted("", 2, name);
    isCounted("?route=/chat", 1, name);
    isCounted("?route=/api&tag=vip", 0, name);
    isCounted("?group=g", 1, name);
    isCounted("?tagExpression=vi*", 1, name);
  }

  private void isAnswered(String path, String fields, String node) {
    assertThat(Door.json(door.get(path)))
        .isEqualTo(
            Door.json("{" + fields + ",'nodes':{'reporting':['" + node + "'],'missing':[]}}"));
  }

  private void isCounted(String query, int count, String node) {
    assertThat(Door.json(door.get("/v1/count" + query)))
        .isEqualTo(
            Door.json(
                "{'count':%d,'nodes':{'reporting':['%s'],'missing':[],'counts':{'%s':%d}}}"
                    .formatted(count, node, node, count)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/nodes?x=1",
        "/v1/tags?route=/chat",
        "/v1/connections?tag=a&user=b",
        "/v1/connections?rout=/chat",
        "/v1/count?tagExpression=%28"
      })
  void refusesAListOfWhatItDoesNotUnderstand(String path) {
    isProblem(door.get(path), 400);
  }

  @Test
  void describesAConnection() {
    ConnectionId id = door.connectAs("/chat");
    door.post("/frankenphp_ws/tag/" + id, "vip");

    JsonNode description = Door.json(door.get("/v1/connections/" + id));

    assertThat(description.get("id").asText()).isEqualTo(id.toString());
    assertThat(description.get("listener").asText()).isEqualTo("main");
    assertThat(description.get("route").asText()).isEqualTo("/chat");
    assertThat(description.get("tags")).isEqualTo(Door.json("['vip']"));
    assertThat(description.get("groups")).isEmpty();
    assertThat(description.get("user").isNull()).isTrue();
    assertThat(description.get("remoteAddress").asText()).startsWith("127.0.0.1:");
  }

  @Test
  void closesAConnectionWithItsCode() {
    ConnectionId id = door.connectAs("/chat");

    assertThat(door.admin("DELETE", "/v1/connections/" + id + "?code=4000&reason=bye", ""))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {NOBODY, "nobody", "A", "%2F"})
  void knowsNothingOfWhatIsNotThere(String id) {
    isProblem(door.get("/v1/connections/" + id), 404);
    isProblem(door.admin("DELETE", "/v1/connections/" + id, ""), 404);
    isProblem(door.get("/v1/broadcasts/" + id), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=999",
        "code=1005",
        "code=1006",
        "code=1015",
        "code=2000",
        "code=5000",
        "code=x",
        "code=",
        "code=01000",
        "reason=%25%25&cod=1000"
      })
  void refusesACloseCodeThatMustNotBeSent(String query) {
    ConnectionId id = door.connectAs("/chat");

    isProblem(door.admin("DELETE", "/v1/connections/" + id + "?" + query, ""), 400);
  }

  @Test
  void refusesAReasonThatDoesNotFitACloseFrame() {
    ConnectionId id = door.connectAs("/chat");

    HttpResponse<String> response =
        door.admin("DELETE", "/v1/connections/" + id + "?reason=" + "%C3%BC".repeat(62), "");

    isProblem(response, 400);
    assertThat(Door.json(response).get("field").asText()).isEqualTo("reason");
  }

  @Test
  void namesTheFieldThatIsWrong() {
    HttpResponse<String> response =
        broadcast("{'target':{'all':true},'message':{'text':'x'},'quorum':0}");

    isProblem(response, 400);
    assertThat(Door.json(response).get("field").asText()).isEqualTo("quorum");
  }

  @Test
  void refusesAnUnknownQueryParameter() {
    isProblem(door.post("/v1/broadcasts?level=written", "{}"), 400);
  }

  @Test
  void writesItsOwnErrorsAsProblems() {
    isProblem(door.get("/v1/nope"), 404);
    isProblem(door.get("/v1/broadcasts"), 405);
    isProblem(broadcast("{"), 400);
  }
}
