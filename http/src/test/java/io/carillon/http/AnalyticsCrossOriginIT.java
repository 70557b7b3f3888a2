package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of another origin than the analytics API's own. */
class AnalyticsCrossOriginIT {
  private static final String ALLOWED = "https://app.example.com";
  private static final String EVENT = "/api/v1/analytics/event";

  private AnalyticsDoor door =
      AnalyticsDoor.open("carillon.listeners.main.allowed-origins = [\"" + ALLOWED + "\"]");

  @AfterEach
  void stop() {
    door.close();
  }

  private HttpResponse<String> preflight(String origin) {
    return door.request(
        "OPTIONS",
        EVENT,
        "",
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "POST",
        "Access-Control-Request-Headers",
        "content-type");
  }

  private HttpResponse<String> track(String origin) {
    return door.request(
        "POST",
        EVENT,
        "{\"event_type\":\"x\"}",
        "Origin",
        origin,
        "Content-Type",
        "application/json",
        "Cookie",
        "maicivy_session=one");
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("(none)");
  }

  private static void isReadableBy(HttpResponse<String> response, String origin) {
    assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(origin);
    assertThat(header(response, "Access-Control-Allow-Credentials")).isEqualTo("true");
    assertThat(header(response, "Vary")).isEqualTo("Origin");
  }

  private static void isToldNothing(HttpResponse<String> response) {
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control"));
  }

  @Test
  void anAllowedPageMayAskAndPost() {
    HttpResponse<String> preflight = preflight(ALLOWED);
    HttpResponse<String> tracked = track(ALLOWED);

    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(header(preflight, "Access-Control-Allow-Methods")).isEqualTo("GET, POST");
    assertThat(header(preflight, "Access-Control-Allow-Headers")).isEqualTo("Content-Type");
    assertThat(header(preflight, "Set-Cookie")).isEqualTo("(none)");
    isReadableBy(preflight, ALLOWED);
    assertThat(tracked.statusCode()).isEqualTo(201);
    isReadableBy(tracked, ALLOWED);
  }

  @Test
  void anAllowedPageMayReadFiguresAndErrors() {
    HttpResponse<String> stats =
        door.request("GET", "/api/v1/analytics/stats", "", "Origin", ALLOWED);
    HttpResponse<String> refusal =
        door.request("GET", "/api/v1/analytics/stats?period=year", "", "Origin", ALLOWED);

    assertThat(List.of(stats.statusCode(), refusal.statusCode())).containsExactly(200, 400);
    isReadableBy(stats, ALLOWED);
    isReadableBy(refusal, ALLOWED);
  }

  @Test
  void anAllowedPageLearnsThatItAskedTooOften() {
    door.close();
    door =
        AnalyticsDoor.open(
            "carillon.listeners.main.allowed-origins = [\"" + ALLOWED + "\"]",
            "carillon.analytics.requests-per-minute = 1");
    preflight(ALLOWED);
    preflight(ALLOWED);
    assertThat(track(ALLOWED).statusCode()).isEqualTo(201);
    HttpResponse<String> refused = track(ALLOWED);

    assertThat(refused.statusCode()).isEqualTo(429);
    isReadableBy(refused, ALLOWED);
    assertThat(header(refused, "Access-Control-Expose-Headers")).contains("Retry-After");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://app.example.com",
        "https://app.example.com:8443",
        "https://app.example.com.evil.example"
      })
  void anyOtherPageIsToldNothing(String origin) {
    HttpResponse<String> preflight = preflight(origin);

    assertThat(preflight.statusCode()).isEqualTo(405);
    isToldNothing(preflight);
    isToldNothing(track(origin));
  }

  @Test
  void nobodyIsAllowedUnlessTheListenerSaysSo() {
    door.close();
    door = AnalyticsDoor.open();
    HttpResponse<String> preflight = preflight(ALLOWED);

    assertThat(preflight.statusCode()).isEqualTo(405);
    isToldNothing(preflight);
    isToldNothing(track(ALLOWED));
  }

  @Test
  void aPreflightWithABodyIsNone() {
    HttpResponse<String> response =
        door.request(
            "OPTIONS", EVENT, "x", "Origin", ALLOWED, "Access-Control-Request-Method", "POST");

    assertThat(response.statusCode()).isEqualTo(405);
  }
}
