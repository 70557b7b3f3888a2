package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API beside the analytics socket, by its contract. */
class AnalyticsApiIT {
  private static final Pattern COOKIE =
      Pattern.compile("maicivy_session=([0-9a-f-]{36})(; [A-Za-z-]+(=[^;]*)?)*");

  private AnalyticsDoor door;

  @BeforeEach
  void start() {
    door = AnalyticsDoor.open("carillon.analytics.max-body-bytes = 4 KiB");
  }

  @AfterEach
  void stop() {
    door.close();
  }

  private void isAnswered(HttpResponse<String> response, int status, String json) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(Door.json(response)).isEqualTo(Door.json(json));
  }

  @Test
  void anEventIsCounted() {
    isAnswered(
        door.track("one", "{'event_type':'page_view','page_url':'/cv'}"),
        201,
        "{'success':true,'message':'Event tracked successfully'}");

    JsonNode stats = door.data("/realtime");
    assertThat(stats.path("timestamp").asLong()).isCloseTo(now(), within(30L));
    assertThat(stats.toString())
        .startsWith(
            "{\"current_visitors\":1,\"unique_today\":1,\"total_events\":1,\"letters_today\":0,");
  }

  private static long now() {
    return System.currentTimeMillis() / 1000;
  }

  @Test
  void statsTellThePeriod() {
    door.track("one", "{'event_type':'letter_generate','event_data':{'letter_type':'motivation'}}");
    door.track("two", "{'event_type':'page_view'}");

    assertThat(door.data("/stats")).isEqualTo(door.data("/stats?period=day"));
    for (String period : new String[] {"day", "week", "month"}) {
      JsonNode stats = door.data("/stats?period=" + period);
      assertThat(stats.path("period").textValue()).isEqualTo(period);
      assertThat(stats.path("period_key").textValue())
          .matches("\\d{4}-(\\d\\d-\\d\\d|W\\d\\d|\\d\\d)");
      assertThat(stats.path("total_events").asInt()).isEqualTo(2);
      assertThat(stats.path("letters_generated").asInt()).isEqualTo(1);
      assertThat(stats.path("unique_visitors").asInt()).isEqualTo(2);
      assertThat(stats.path("conversion_rate").asDouble()).isEqualTo(0.5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stats?period=year", "/letters?period=DAY", "/stats?period=day%20"})
  void anotherPeriodIsRefused(String path) {
    isAnswered(
        door.get(path),
        400,
        "{'success':false,'error':'Invalid period. Must be: day, week, or month'}");
  }

  @Test
  void lettersAreToldByType() {
    door.track("one", "{'event_type':'letter_generate','event_data':{'letter_type':'motivation'}}");
    door.track(
        "one", "{'event_type':'letter_generate','event_data':{'letter_type':'anti_motivation'}}");

    JsonNode letters = door.data("/letters?period=day");
    assertThat(letters.path("history")).hasSize(1);
    assertThat(letters.path("history").get(0).path("count").asInt()).isEqualTo(2);
    ((ObjectNode) letters).remove("history");
    assertThat(letters)
        .isEqualTo(
            Door.json(
                "{'period':'day','total':2,'motivation':1,'anti_motivation':1,"
                    + "'unique_visitors':1,'conversion_rate':2.0}"));
  }

  @Test
  void themesAreRanked() {
    for (String theme : new String[] {"a", "b", "b", "c", "c", "c", "d", "e", "f"}) {
      door.track("one", "{'event_type':'cv_theme_change','event_data':{'theme':'" + theme + "'}}");
    }

    assertThat(door.data("/themes?limit=2"))
        .isEqualTo(Door.json("[{'theme':'c','views':3},{'theme':'b','views':2}]"));
    assertThat(door.data("/themes")).hasSize(5);
    assertThat(door.data("/themes?limit=20")).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "21", "many", "", "1.5", "99999999999"})
  void aLimitThatIsNoneCountsAsFive(String limit) {
    for (int i = 0; i < 7; i++) {
      door.track("one", "{'event_type':'cv_theme_change','event_data':{'theme':'" + i + "'}}");
    }

    assertThat(door.data("/themes?limit=" + limit)).hasSize(5);
  }

  @Test
  void theTimelineShowsTheNewestFirst() {
    for (int i = 0; i < 60; i++) {
      door.track("one", "{'event_type':'form_submit','page_url':'/" + i + "'}");
    }

    JsonNode answer = Door.json(door.get("/timeline"));
    assertThat(answer.path("data")).hasSize(50);
    assertThat(answer.path("data").get(0).path("page_url").textValue()).isEqualTo("/59");
    assertThat(answer.path("meta")).isEqualTo(Door.json("{'limit':50,'offset':0,'count':50}"));

    answer = Door.json(door.get("/timeline?limit=3&offset=58"));
    assertThat(answer.path("data").get(1).path("page_url").textValue()).isEqualTo("/0");
    assertThat(answer.path("meta")).isEqualTo(Door.json("{'limit':3,'offset':58,'count':2}"));

    assertThat(Door.json(door.get("/timeline?limit=101&offset=-1")).path("meta"))
        .isEqualTo(Door.json("{'limit':50,'offset':0,'count':50}"));
  }

  @Test
  void theTimelineTellsNeitherAddressNorSession() {
    door.request(
        "POST",
        "/api/v1/analytics/event",
        "{\"event_type\":\"x\",\"event_data\":{\"a\":1}}",
        "Cookie",
        "maicivy_session=canary",
        "Referer",
        "https://a.example/");

    HttpResponse<String> response = door.get("/timeline");
    assertThat(response.body())
        .doesNotContain("canary")
        .doesNotContain("127.0.0.1")
        .doesNotContain("12ca17b49af2289436f303e0166030a21e525d266e209267433801a8fd4071a0");
    JsonNode event = Door.json(response).path("data").get(0);
    assertThat(event.path("event_data").textValue()).isEqualTo("{\"a\":1}");
    assertThat(event.path("referrer").textValue()).isEqualTo("https://a.example/");
  }

  @Test
  void theHeatmapCountsClicks() {
    for (String at : new String[] {"'x':450,'y':200", "'x':449.6,'y':200.4", "'x':1,'y':2"}) {
      door.track("one", "{'event_type':'button_click','event_data':{" + at + "},'page_url':'/cv'}");
    }

    isAnswered(
        door.get("/heatmap?page_url=%2Fcv&hours=1"),
        200,
        "{'success':true,'data':[{'x':450,'y':200,'count':2},{'x':1,'y':2,'count':1}],"
            + "'meta':{'page_url':'/cv','hours':1,'count':2}}");
    isAnswered(
        door.get("/heatmap?page_url=/&hours=169"),
        200,
        "{'success':true,'data':[],'meta':{'page_url':'/','hours':24,'count':0}}");
    assertThat(door.data("/heatmap")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                              | Invalid request body
          []                             | Invalid request body
          {'event_type':5}               | Invalid request body
          {'event_type':'x','event_data':'y'} | Invalid request body
          {}                             | event_type is required
          {'event_type':''}              | event_type is required
          """)
  void aBadEventIsRefused(String event, String error) {
    isAnswered(door.track("one", event), 400, "{'success':false,'error':'" + error + "'}");

    assertThat(door.data("/realtime").path("total_events").asInt()).isZero();
  }

  /** What no ordinary client sends. */
  private String raw(String head, String body) {
    return Door.raw(
        door.door.listener(),
        head
            + " HTTP/1.1\r\nHost: localhost\r\nCookie: maicivy_session=one\r\n"
            + "Connection: close\r\n"
            + body);
  }

  @Test
  void badEscapesAreRefused() {
    assertThat(raw("GET /api/v1/analytics/stats?period=%zz", "\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("{\"error\":\"Illegal request-target: Invalid input 'z'");
    assertThat(raw("GET /api/v1/analytics/stats?period=%ff", "\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("{\"success\":false,\"error\":\"");
    assertThat(raw("GET /api/v1/analytics/%zz", "\r\n")).startsWith("HTTP/1.1 40");
    assertThat(raw("GET /api/v1/analytics/%2e%2e/event", "\r\n")).startsWith("HTTP/1.1 404");
  }

  @Test
  void aBodyWithoutAnEndIsRefusedOnceItIsTooLarge() {
    String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
    String answer =
        raw(
            "POST /api/v1/analytics/event",
            "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3) + "0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413");
    assertThat(door.data("/realtime").path("total_events").asInt()).isZero();
  }

  @Test
  void aSessionThatCannotBeOneCountsAsNone() {
    HttpResponse<String> response =
        door.request(
            "POST",
            "/api/v1/analytics/event",
            "{\"event_type\":\"x\"}",
            "Cookie",
            "maicivy_session=" + "x".repeat(129));

    isAnswered(response, 400, "{'success':false,'error':'Missing visitor session'}");
    assertThat(response.headers().firstValue("Set-Cookie")).isPresent();
  }

  @Test
  void anEventOfNobodyIsRefused() {
    HttpResponse<String> response =
        door.request("POST", "/api/v1/analytics/event", "{\"event_type\":\"x\"}");

    isAnswered(response, 400, "{'success':false,'error':'Missing visitor session'}");
    assertThat(door.data("/realtime").path("unique_today").asInt()).isZero();
  }

  @Test
  void whoHasNoSessionIsGivenOneThatWorks() {
    String cookie = door.get("/realtime").headers().firstValue("Set-Cookie").orElseThrow();
    Matcher matcher = COOKIE.matcher(cookie);
    assertThat(matcher.matches()).as(cookie).isTrue();
    assertThat(cookie.split("; "))
        .contains("Max-Age=2592000", "Path=/", "HttpOnly", "Secure", "SameSite=Lax");

    HttpResponse<String> tracked = door.track(matcher.group(1), "{'event_type':'x'}");
    assertThat(tracked.statusCode()).isEqualTo(201);
    assertThat(tracked.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void anOversizeEventIsRefused() {
    HttpResponse<String> response =
        door.track("one", "{'event_type':'x','event_data':{'a':'" + "b".repeat(5_000) + "'}}");

    isAnswered(
        response, 413, "{'success':false,'error':'body too large: expected at most 4096 bytes'}");
  }

  @Test
  void otherMethodsAndPathsAreRefused() {
    HttpResponse<String> response = door.request("DELETE", "/api/v1/analytics/event", "");
    isAnswered(response, 405, "{'success':false,'error':'method not allowed'}");
    assertThat(response.headers().firstValue("Allow")).contains("POST");
    isAnswered(door.get("/nothing"), 404, "{'success':false,'error':'no such path'}");
    isAnswered(
        door.request("POST", "/metrics", "x"),
        405,
        "{'success':false,'error':'method not allowed'}");
  }

  @Test
  void theSocketAsksForAnUpgrade() {
    for (String method : new String[] {"GET", "POST"}) {
      HttpResponse<String> response = door.request(method, "/ws/analytics", "");
      isAnswered(response, 426, "{'error':'Upgrade Required','code':426}");
      assertThat(response.headers().firstValue("Upgrade")).contains("websocket");
    }
    assertThat(door.request("GET", "/health", "").statusCode()).isEqualTo(200);
    assertThat(door.request("GET", "/other", "").statusCode()).isEqualTo(426);
  }

  @ParameterizedTest
  @CsvSource({
    "/ws/blog, true",
    "/ws/caf%C3%A9, true",
    "/ws/chat, false",
    "/ws/blog/more, false",
    "/ws/, false",
  })
  void theSocketOfAPatternAsksForAnUpgrade(String path, boolean isSocket) {
    try (Door patterns =
        Door.open(
            "carillon.listeners.main.routes.\"/ws/{site}\".protocol = analytics",
            "carillon.listeners.main.routes.\"/ws/chat\".protocol = raw")) {
      assertThat(plain(patterns, path).contains("{\"error\":\"Upgrade Required\",\"code\":426}"))
          .isEqualTo(isSocket);
      assertThat(plain(patterns, path)).startsWith("HTTP/1.1 426");
    }
  }

  @ParameterizedTest
  @CsvSource({"accept, true", "reject, false"})
  void whatAListenerSpeaksOnAllOtherPathsAsksForAnUpgrade(String unknown, boolean isSocket) {
    try (Door others =
        Door.open(
            "carillon.listeners.main.protocol = analytics",
            "carillon.listeners.main.unknown-route = " + unknown)) {
      assertThat(plain(others, "/any/where").contains("\"error\":\"Upgrade Required\""))
          .isEqualTo(isSocket);
      assertThat(plain(others, "/echo")).doesNotContain("\"error\"");
    }
  }

  private static String plain(Door door, String path) {
    return Door.raw(
        door.listener(),
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  @Test
  void aListenerWithoutTheSocketHasNoApi() {
    try (Door other = Door.open()) {
      HttpResponse<String> response =
          other.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:"
                              + other.listener().getPort()
                              + "/api/v1/analytics/realtime"))
                  .build());
      assertThat(response.statusCode()).isEqualTo(426);
    }
  }

  @Test
  void anAddressHasSoManyRequestsInAMinute() {
    try (AnalyticsDoor limited = AnalyticsDoor.open("carillon.analytics.requests-per-minute = 3")) {
      for (int left = 2; left >= 0; left--) {
        HttpResponse<String> response = limited.get("/realtime");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-RateLimit-Limit")).contains("3");
        assertThat(response.headers().firstValue("X-RateLimit-Remaining")).contains("" + left);
      }

      HttpResponse<String> refused = limited.track("one", "{'event_type':'x'}");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).contains("0");
      long seconds = refused.headers().firstValueAsLong("Retry-After").orElseThrow();
      assertThat(seconds).isBetween(1L, 60L);
      isAnswered(
          refused,
          429,
          "{'success':false,'error':'Too many requests',"
              + "'message':'Rate limit exceeded. Max 3 requests per minute.',"
              + "'retry_after':"
              + seconds
              + "}");
      assertThat(limited.request("GET", "/health", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void inventedEventsDoNotKeepRealOnesOutOfTheMeters() {
    for (int i = 0; i < 120; i++) {
      door.track("one", "{'event_type':'invented " + i + "'}");
      door.track(
          "one",
          "{'event_type':'letter_generate','event_data':{'letter_type':'invented " + i + "'}}");
    }
    door.track("one", "{'event_type':'pdf_download'}");
    door.track("one", "{'event_type':'letter_generate','event_data':{'letter_type':'motivation'}}");

    assertThat(door.request("GET", "/metrics", "").body().lines())
        .contains(
            "maicivy_events_total{event_type=\"pdf_download\"} 1.0",
            "maicivy_letters_generated_total{type=\"motivation\"} 1.0");
  }

  @Test
  void showsItsMeters() {
    door.track("one", "{'event_type':'page_view','page_url':'/cv?a=b'}");
    door.track("one", "{'event_type':'letter_generate','event_data':{'letter_type':'motivation'}}");
    door.track("one", "{'event_type':'cv_theme_change','event_data':{'theme':'ai'}}");
    door.get("/themes");
    HttpResponse<String> response = door.request("GET", "/metrics", "");

    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=UTF-8");
    assertThat(response.body().lines())
        .contains(
            "maicivy_websocket_connections 0.0",
            "maicivy_current_visitors 1.0",
            "maicivy_visitors_total 1.0",
            "maicivy_events_total{event_type=\"page_view\"} 1.0",
            "maicivy_letters_generated_total{type=\"motivation\"} 1.0",
            "maicivy_page_views_total{path=\"/cv\"} 1.0",
            "maicivy_cv_theme_views{theme=\"ai\"} 1.0",
            "maicivy_conversion_rate 1.0",
            "maicivy_analytics_request_duration_seconds_count{endpoint="
                + "\"/api/v1/analytics/themes\",method=\"GET\",status=\"200\"} 1");
    assertThat(door.door.get("/metrics").body()).contains("\nmaicivy_visitors_total 1.0\n");
  }
}
