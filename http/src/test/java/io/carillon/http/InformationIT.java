package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.engine.message.ConnectionId;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InformationIT {
  private static final String API = "/frankenphp_ws/";

  private Door door;
  private ConnectionId id;

  @BeforeEach
  void open() {
    door =
        Door.open(
            "carillon.engine.state { information-keys = 3, information-bytes = 100 }",
            "pekko.http.parsing.max-uri-length = 16k");
    id = door.connectAs("/chat");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private void store(Object client, String key, String value) {
    HttpResponse<String> response =
        door.post(API + "setStoredInformation/" + client + "/" + key, value);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  private void answers(String method, String path, String json) {
    HttpResponse<String> response = door.admin(method, API + path, "");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Door.json(response)).isEqualTo(Door.json(json));
  }

  private void fails(HttpResponse<String> response, String error) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Door.json(response).get("error").asText()).startsWith(error);
  }

  @Test
  void isStoredReadAndDeleted() {
    String key = "{'clientID':'" + id + "','key':'a/b',";

    store(id, "a%2Fb", "J\u00fcrgen");
    store(id, "login", "marie");

    answers(
        "GET",
        "getStoredInformation/" + id + "/a%2Fb",
        key + "'value':'J\u00fcrgen','exists':true}");
    answers("GET", "hasStoredInformation/" + id + "/a%2Fb", key + "'exists':true}");
    answers(
        "GET",
        "listStoredInformationKeys/" + id,
        "{'clientID':'" + id + "','keys':['a/b','login']}");
    answers(
        "GET",
        "getAllStoredInformation/" + id,
        "{'clientID':'" + id + "','information':{'a/b':'J\u00fcrgen','login':'marie'}}");
    answers("DELETE", "deleteStoredInformation/" + id + "/a%2Fb", key + "'deleted':true}");
    answers("DELETE", "deleteStoredInformation/" + id + "/a%2Fb", key + "'deleted':true}");
    answers("GET", "hasStoredInformation/" + id + "/a%2Fb", key + "'exists':false}");
    answers("DELETE", "clearStoredInformation/" + id, "{'clientID':'" + id + "','cleared':true}");
    answers("DELETE", "deleteStoredInformation/" + id + "/a%2Fb", key + "'deleted':false}");
    answers("GET", "getAllStoredInformation/" + id, "{'clientID':'" + id + "','information':{}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000001aaaaaaaaaaaaaaaaaaaaaaaa", "nobody"})
  void nothingIsKeptForWhoIsNotThere(String nobody) {
    String key = "{'clientID':'" + nobody + "','key':'k',";

    store(nobody, "k", "v");

    answers("GET", "getStoredInformation/" + nobody + "/k", key + "'value':'','exists':false}");
    answers("GET", "hasStoredInformation/" + nobody + "/k", key + "'exists':false}");
    answers("DELETE", "deleteStoredInformation/" + nobody + "/k", key + "'deleted':false}");
    answers(
        "DELETE",
        "clearStoredInformation/" + nobody,
        "{'clientID':'" + nobody + "','cleared':true}");
    answers(
        "GET", "listStoredInformationKeys/" + nobody, "{'clientID':'" + nobody + "','keys':[]}");
    answers(
        "GET",
        "getAllStoredInformation/" + nobody,
        "{'clientID':'" + nobody + "','information':{}}");
  }

  @Test
  void refusesWhatIsNoValueOrTooMuch() {
    String path = API + "setStoredInformation/" + id + "/k";

    fails(door.post(path, ""), "value is required");
    fails(door.post(path + "?empty=1", ""), "value is required");
    fails(door.admin("POST", path, new byte[] {(byte) 0xff}), "invalid value: not valid UTF-8");
    fails(door.post(path, "x".repeat(100)), "too much stored information");
    for (String key : List.of("a", "b", "c")) {
      store(id, key, "v");
    }
    fails(door.post(path, "v"), "too much stored information");
    answers(
        "GET", "listStoredInformationKeys/" + id, "{'clientID':'" + id + "','keys':['a','b','c']}");
  }

  @Test
  void storesAnEmptyValueWhereThatIsMeant() {
    store(id, "k?empty=true", "");

    answers(
        "GET",
        "getStoredInformation/" + id + "/k",
        "{'clientID':'" + id + "','key':'k','value':'','exists':true}");
  }

  @ParameterizedTest
  @CsvSource({
    "eq, marie, 1",
    "neq, marie, 1",
    "prefix, ma, 2",
    "suffix, rie, 1",
    "contains, ar, 2",
    "ieq, MARIE, 1",
    "iprefix, MAR, 2",
    "isuffix, TIN, 1",
    "icontains, AR, 2",
    "regex, ^mar(ie|x)$, 1",
    "regex, '(', 0",
    "regex, '((a{999}){999}){999}', 0",
    "gte, a, 0"
  })
  void findsWhoHasTheKeyAndMatches(String operator, String value, int count) {
    ConnectionId other = door.connectAs("/api");
    door.connectAs("/api");
    store(id, "login", "marie");
    store(other, "login", "martin");

    HttpResponse<String> response = search("key=login&op=" + operator + "&value=" + escaped(value));

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode found = Door.json(response);
    assertThat(found.get("count").asInt()).isEqualTo(count);
    assertThat(found.get("clients")).hasSize(count);
    assertThat(found.get("op").asText()).isEqualTo(operator);
    assertThat(found.get("value").asText()).isEqualTo(value);
  }

  private HttpResponse<String> search(String query) {
    return door.get(API + "searchStoredInformation?" + query);
  }

  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    value.chars().forEach(c -> escaped.append(String.format("%%%02X", c)));
    return escaped.toString();
  }

  @Test
  void searchesOneRouteOnly() {
    ConnectionId other = door.connectAs("/api");
    store(id, "login", "marie");
    store(other, "login", "marie");

    answers(
        "GET",
        "searchStoredInformation?key=login&op=eq&value=marie&route=/api",
        "{'clients':['"
            + other
            + "'],'count':1,'key':'login','op':'eq','value':'marie','route':'/api'}");
    answers(
        "GET",
        "searchStoredInformation?key=login&op=contains&route=/nope",
        "{'clients':[],'count':0,'key':'login','op':'contains','value':'','route':'/nope'}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "key=a", "op=eq", "key=&op=eq", "key=a&op="})
  void aSearchNeedsKeyAndOperator(String query) {
    fails(search(query), "key and op are required");
  }

  @Test
  void aSearchForTooMuchIsRefused() {
    fails(
        search("key=a&op=eq&value=" + "x".repeat(4097)),
        "invalid value: expected at most 4096 characters, was 4097");
  }
}
