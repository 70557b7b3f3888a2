package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalsIT {
  private static final String API = "/frankenphp_ws/global/";

  private static Door door;

  @BeforeAll
  static void start() {
    door = Door.open("carillon.engine.global { entries = 3, bytes = 1000 }");
  }

  @AfterAll
  static void stop() {
    door.close();
  }

  @AfterEach
  void clear() {
    for (String key : "abcd".split("")) {
      delete(key);
    }
  }

  private int put(String path, String value) {
    return door.post(API + "set/" + path, value).statusCode();
  }

  private HttpResponse<String> value(String key) {
    return door.get(API + "get/" + key);
  }

  private int has(String key) {
    HttpResponse<String> response = door.get(API + "has/" + key);
    assertThat(response.body()).isEmpty();
    return response.statusCode();
  }

  private int delete(String key) {
    HttpResponse<String> response = door.admin("DELETE", API + "delete/" + key, "");
    assertThat(response.body()).isEmpty();
    return response.statusCode();
  }

  @Test
  void aValueIsReadAsItWasPut() {
    assertThat(put("a", "{\"x\": 1}")).isEqualTo(200);

    assertThat(value("a").body()).isEqualTo("{\"x\": 1}");
    assertThat(value("a").headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(has("a")).isEqualTo(200);
    assertThat(delete("a")).isEqualTo(200);
    assertThat(delete("a")).isEqualTo(404);
    assertThat(has("a")).isEqualTo(404);
    assertThat(value("a").statusCode()).isEqualTo(404);
    assertThat(value("a").body()).isEmpty();
  }

  @Test
  void anEmptyValueIsAValue() {
    assertThat(put("a", "")).isEqualTo(200);
    assertThat(has("a")).isEqualTo(200);
    assertThat(value("a").body()).isEmpty();
  }

  @Test
  void aValueEndsWithItsTime() {
    assertThat(put("a?exp=1", "x")).isEqualTo(200);
    assertThat(has("a")).isEqualTo(200);
    await().atMost(Duration.ofSeconds(3)).until(() -> has("a") == 404);
    assertThat(value("a").statusCode()).isEqualTo(404);
    assertThat(delete("a")).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-5", "soon", "", "1.5", "99999999999999999999", "999999999999999999"})
  void whatIsNoNumberOfSecondsIsNoEnd(String seconds) {
    assertThat(put("a?exp=" + seconds, "x")).isEqualTo(200);
    assertThat(has("a")).isEqualTo(200);
  }

  @Test
  void whatDoesNotFitIsRefusedAndNothingIsLost() {
    for (String key : "abc".split("")) {
      assertThat(put(key, "x")).isEqualTo(200);
    }

    HttpResponse<String> response = door.post(API + "set/d", "x");

    assertThat(response.statusCode()).isEqualTo(507);
    assertThat(Door.json(response).get("error").asText()).startsWith("no room for the value");
    assertThat(put("a", "x".repeat(1000))).isEqualTo(507);
    assertThat(value("a").body()).isEqualTo("x");
    assertThat(has("d")).isEqualTo(404);
  }
}
