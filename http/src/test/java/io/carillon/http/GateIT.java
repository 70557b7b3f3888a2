package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.http.endpoint.Endpoint;
import io.carillon.http.metrics.Metrics;
import io.carillon.http.settings.CarillonSettings;
import io.carillon.http.settings.ConfigSources;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GateIT {
  private static final String TOKEN = "canary-5f0e";

  private static Door open;
  private static Door guarded;

  @BeforeAll
  static void start() {
    open = Door.open("carillon.admin.allowed-origins = [\"https://console.example.com\"]");
    guarded = Door.open("carillon.admin { token = " + TOKEN + ", failed-logins-per-minute = 0 }");
  }

  @AfterAll
  static void stop() {
    open.close();
    guarded.close();
  }

  /** Every row of the admin port, and paths that have none. */
  static Stream<Arguments> rows() {
    List<Endpoint> endpoints =
        CarillonServer.endpoints(
            null, null, CarillonSettings.of(ConfigSources.shipped().load()), new Metrics(), null);
    Stream<Arguments> known =
        endpoints.stream()
            .map(row -> Arguments.of(row.method(), row.path().toString().replaceAll("[{}]", "")));
    return Stream.concat(
        known,
        Stream.of(
            Arguments.of("GET", "/"),
            Arguments.of("GET", "/nope"),
            Arguments.of("PUT", "/v1/broadcasts"),
            Arguments.of("GET", "/v1/nope")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRowAsksForTheToken(String method, String path) {
    for (String[] headers :
        new String[][] {
          {},
          {"Authorization", "Bearer wrong"},
          {"Authorization", "Basic " + TOKEN},
          {"Authorization", TOKEN}
        }) {
      HttpResponse<String> response = guarded.admin(method, path, "", headers);

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(response.body()).contains("bearer token required").doesNotContain(TOKEN);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRowTakesTheRightToken(String method, String path) {
    assertThat(guarded.admin(method, path, "", "Authorization", "Bearer " + TOKEN).statusCode())
        .isNotIn(401, 403, 500);
  }

  private static String raw(String head) {
    return Door.raw(
        open.server().adminAddress(),
        "GET /frankenphp_ws/getClients HTTP/1.1\r\n" + head + "Connection: close\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "localhost:1, 200",
    "127.0.0.1, 200",
    "[::1]:2019, 200",
    "evil.example, 403",
    "localhost.evil.example, 403",
    "127.0.0.2, 403",
    "a@localhost, 400"
  })
  void takesOnlyItsOwnNames(String host, int status) {
    assertThat(raw("Host: " + host + "\r\n")).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void namesTheHostThatIsNotAllowed() {
    assertThat(raw("Host: evil.example\r\n"))
        .contains("{\"error\":\"host not allowed: evil.example\"}\n");
  }

  @Test
  void refusesARequestForAnotherServer() {
    assertThat(
            Door.raw(
                open.server().adminAddress(),
                "GET http://evil.example/frankenphp_ws/getClients HTTP/1.1\r\n"
                    + "Host: localhost\r\nConnection: close\r\n\r\n"))
        .doesNotStartWith("HTTP/1.1 200");
  }

  @Test
  void refusesARequestWithoutOrWithTwoHosts() {
    assertThat(raw("")).startsWith("HTTP/1.1 400 ");
    assertThat(raw("Host: localhost\r\nHost: localhost\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, null, 403",
    "Origin, https://evil.example, 403",
    "Origin, http://127.0.0.1:1, 403",
    "Origin, https://console.example.com, 200",
    "Sec-Fetch-Mode, no-cors, 403",
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-origin, 200"
  })
  void takesOnlyPagesOfItsOwn(String header, String value, int status) {
    assertThat(open.admin("GET", "/frankenphp_ws/getClients", "", header, value).statusCode())
        .isEqualTo(status);
  }

  @Test
  void takesItsOwnOrigin() {
    assertThat(
            open.admin(
                    "POST",
                    "/frankenphp_ws/sendAll",
                    "x",
                    "Origin",
                    "http://" + open.adminHost(),
                    "Sec-Fetch-Mode",
                    "cors")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesAWebSocket() {
    assertThat(
            raw(
                "Host: localhost\r\nUpgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"))
        .startsWith("HTTP/1.1 500 ")
        .contains("{\"error\":\"websocket connections aren't allowed\"}");
  }
}
