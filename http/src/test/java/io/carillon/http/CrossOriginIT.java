package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossOriginIT {
  private static final String ALLOWED = "https://console.example.com";
  private static final String TOKEN = "canary-5f0e";
  private static final String PATH = "/frankenphp_ws/getClientsCount";

  private static Door door;

  @BeforeAll
  static void start() {
    door =
        Door.open(
            "carillon.admin { token = " + TOKEN + ", allowed-origins = [\"" + ALLOWED + "\"] }");
  }

  @AfterAll
  static void stop() {
    door.close();
  }

  private static HttpResponse<String> preflight(String origin, String... more) {
    List<String> headers =
        new ArrayList<>(List.of("Origin", origin, "Access-Control-Request-Method", "POST"));
    headers.addAll(List.of(more));
    return door.admin("OPTIONS", PATH, "", headers.toArray(String[]::new));
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("(none)");
  }

  @Test
  void anAllowedPageMayAskWithoutTheToken() {
    HttpResponse<String> answer = preflight(ALLOWED, "Sec-Fetch-Mode", "cors");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
    assertThat(header(answer, "Access-Control-Allow-Methods")).contains("POST", "DELETE", "PUT");
    assertThat(header(answer, "Access-Control-Allow-Headers")).contains("Authorization");
    assertThat(header(answer, "Access-Control-Max-Age")).isEqualTo("600");
    assertThat(header(answer, "Vary")).isEqualTo("Origin");
    assertThat(header(answer, "Access-Control-Allow-Credentials")).isEqualTo("(none)");
    assertThat(header(answer, "Access-Control-Allow-Private-Network")).isEqualTo("(none)");
  }

  @Test
  void anAllowedPageOfThePublicNetworkMayReachALocalPort() {
    assertThat(
            header(
                preflight(ALLOWED, "Access-Control-Request-Private-Network", "true"),
                "Access-Control-Allow-Private-Network"))
        .isEqualTo("true");
  }

  @Test
  void anAllowedPageMayReadAnswersAndErrors() {
    HttpResponse<String> answer =
        door.admin("GET", PATH, "", "Origin", ALLOWED, "Authorization", "Bearer " + TOKEN);
    HttpResponse<String> refusal = door.admin("GET", PATH, "", "Origin", ALLOWED);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(refusal.statusCode()).isEqualTo(401);
    for (HttpResponse<String> each : List.of(answer, refusal)) {
      assertThat(header(each, "Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
      assertThat(header(each, "Access-Control-Expose-Headers")).contains("Retry-After");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://console.example.com",
        "https://console.example.com:8443",
        "https://console.example.com.evil.example"
      })
  void anyOtherPageIsToldNothing(String origin) {
    HttpResponse<String> preflight = preflight(origin);
    HttpResponse<String> answer =
        door.admin("GET", PATH, "", "Origin", origin, "Authorization", "Bearer " + TOKEN);

    for (HttpResponse<String> each : List.of(preflight, answer)) {
      assertThat(each.statusCode()).isEqualTo(403);
      assertThat(header(each, "Access-Control-Allow-Origin")).isEqualTo("(none)");
    }
  }

  @Test
  void aPreflightUnderAnotherNameIsRefused() {
    assertThat(
            Door.raw(
                door.server().adminAddress(),
                "OPTIONS / HTTP/1.1\r\nHost: evil.example\r\nOrigin: "
                    + ALLOWED
                    + "\r\nAccess-Control-Request-Method: GET\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void programsSeeNothingOfIt() {
    HttpResponse<String> answer = door.admin("GET", PATH, "", "Authorization", "Bearer " + TOKEN);

    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control"));
    assertThat(door.admin("OPTIONS", PATH, "", "Authorization", "Bearer " + TOKEN).statusCode())
        .isEqualTo(405);
  }
}
