package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingsIT {
  private static final String API = "/frankenphp_ws/";

  private static Door door;
  private static String id;

  @BeforeAll
  static void start() {
    door = Door.open();
    id = door.connectAs("/chat").toString();
  }

  @AfterAll
  static void stop() {
    door.close();
  }

  private static void answers(HttpResponse<String> response, String json) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Door.json(response)).isEqualTo(Door.json(json));
  }

  private static JsonNode time(String client) {
    return Door.json(door.get(API + "getClientPingTime/" + client));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "?interval=0, 0",
    "?interval=-5, 0",
    "?interval=soon, 0",
    "?interval=, 0",
    "?interval=1.5, 0",
    "?interval=99999999999999999999, 0",
    "?interval=5000, 5000",
    "?interval=1, 100",
    "?interval=999999999999999999, 86400000"
  })
  void answersWithTheIntervalThatHolds(String query, long interval) {
    answers(
        door.post(API + "enablePing/" + id + query, ""),
        "{'clientID':'"
            + id
            + "','success':true,'action':'enablePing','interval':"
            + interval
            + "}");
  }

  @Test
  void measuresARealRoundTripAndForgetsItWhenSwitchedOff() {
    door.post(API + "enablePing/" + id + "?interval=100", "");

    JsonNode time = await().until(() -> time(id), t -> t.get("pingTime").asLong() > 0);

    assertThat(time.get("clientID").asText()).isEqualTo(id);
    assertThat(time.get("pingTimeMs").isDouble()).isTrue();
    assertThat(time.get("pingTimeMs").asDouble())
        .isEqualTo(time.get("pingTime").asLong() / 1_000_000.0);
    answers(
        door.post(API + "disablePing/" + id, ""),
        "{'clientID':'" + id + "','success':true,'action':'disablePing'}");
    assertThat(time(id).get("pingTime").asLong()).isZero();
  }

  @Test
  void ofWhoIsNotThereNothingIsKnown() {
    answers(
        door.post(API + "enablePing/nobody?interval=1000", ""),
        "{'clientID':'nobody','success':true,'action':'enablePing','interval':1000}");
    answers(
        door.post(API + "disablePing/nobody", ""),
        "{'clientID':'nobody','success':true,'action':'disablePing'}");
    answers(
        door.get(API + "getClientPingTime/nobody"),
        "{'clientID':'nobody','pingTime':0,'pingTimeMs':0.0}");
  }
}
