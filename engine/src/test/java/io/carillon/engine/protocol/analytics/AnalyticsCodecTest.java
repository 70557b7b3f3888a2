package io.carillon.engine.protocol.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.engine.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyticsCodecTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PROTOCOL =
      Path.of(System.getProperty("carillon.root", ".."), "docs", "protocol");
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  private static final Instant NOW = Instant.ofEpochSecond(1733683200);
  private static final AnalyticsStats STATS = new AnalyticsStats(12, 145, 2340, 23, NOW);

  private static String example(String name) {
    try {
      return Files.readString(PROTOCOL.resolve("examples/analytics-" + name + ".json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void isExample(Message message, String name) {
    assertThat(message.isText()).isTrue();
    assertThat(json(message.utf8())).isEqualTo(json(example(name)));
  }

  private static AnalyticsEvent event(Instant at, String data) {
    UUID visitor = UUID.fromString("5f0e6c1a-d90b-8d0f-8a4b-e1d7c3527e90");
    return new AnalyticsEvent(
        "page_view", visitor, at, "/cv?theme=backend", Optional.ofNullable(data));
  }

  @Test
  void writesTheMessagesOfThePage() {
    isExample(AnalyticsCodec.initialStats(STATS), "initial-stats");
    isExample(AnalyticsCodec.heartbeat(STATS), "heartbeat");
    isExample(AnalyticsCodec.pong(NOW), "pong");
    Instant at = Instant.parse("2025-12-08T12:34:56Z");
    isExample(AnalyticsCodec.event(event(at, "{\"theme\":\"backend\"}")), "event");
  }

  @Test
  void readsTheRequestsOfThePage() {
    assertThat(AnalyticsCodec.read(Message.text(example("refresh-stats"))))
        .isEqualTo(AnalyticsRequest.REFRESH_STATS);
    assertThat(AnalyticsCodec.read(Message.text(example("ping")))).isEqualTo(AnalyticsRequest.PING);
  }

  @Test
  void thePageShowsTheExamples() throws IOException {
    List<JsonNode> shown =
        BLOCK
            .matcher(Files.readString(PROTOCOL.resolve("analytics.md")))
            .results()
            .map((MatchResult block) -> json(block.group(1)))
            .toList();

    for (String name :
        List.of(
            "initial-stats", "heartbeat", "event", "pong", "ping", "refresh-stats", "post-event")) {
      assertThat(shown).as(name).contains(json(example(name)));
    }
  }

  @Test
  void anEventWithoutDataHasNone() {
    assertThat(AnalyticsCodec.event(event(NOW, null)).utf8()).doesNotContain("data");
  }

  @Test
  void dataGoesOutAsItCameIn() {
    String data = "{\"a\":1.10,\"b\":[null,1e3],\"c\":\"\\u00e9 \\\\ é\"}";

    assertThat(AnalyticsCodec.event(event(NOW, data)).utf8()).endsWith(",\"data\":" + data + "}");
  }

  @Test
  void textsAreEscaped() {
    AnalyticsEvent event =
        new AnalyticsEvent("\"},{\n", new UUID(0, 0), NOW, "/\\\"", Optional.empty());
    JsonNode read = json(AnalyticsCodec.event(event).utf8());

    assertThat(read.path("type").textValue()).isEqualTo("\"},{\n");
    assertThat(read.path("page_url").textValue()).isEqualTo("/\\\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"ping","more":[1,{"a":null}]}  | PING
           {"type" : "refresh_stats"}            | REFRESH_STATS
          {"type":"PING"}                        | UNKNOWN
          {"type":"subscribe"}                   | UNKNOWN
          {"type":""}                            | UNKNOWN
          {"type":1}                             | INVALID
          {"type":null}                          | INVALID
          {"type":["ping"]}                      | INVALID
          {"Type":"ping"}                        | INVALID
          {}                                     | INVALID
          []                                     | INVALID
          "ping"                                 | INVALID
          ping                                   | INVALID
          {"type":"ping"                         | INVALID
          {"type":"ping"}{"type":"ping"}         | INVALID
          {"type":"ping","type":"ping"}          | INVALID
          """)
  void everyMessageIsOneThing(String text, AnalyticsRequest request) {
    assertThat(AnalyticsCodec.read(Message.text(text))).isEqualTo(request);
    assertThat(request.isIgnored())
        .isEqualTo(request != AnalyticsRequest.PING && request != AnalyticsRequest.REFRESH_STATS);
  }

  @Test
  void emptyAndBinaryMessagesAreIgnored() {
    assertThat(AnalyticsCodec.read(Message.text(""))).isEqualTo(AnalyticsRequest.EMPTY);
    assertThat(AnalyticsCodec.read(Message.binary(ByteString.emptyByteString())))
        .isEqualTo(AnalyticsRequest.EMPTY);
    assertThat(AnalyticsCodec.read(Message.binary(ByteString.fromString("{\"type\":\"ping\"}"))))
        .isEqualTo(AnalyticsRequest.BINARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"type\":\"ping\",\"a\":["})
  void deepNestingIsIgnored(String open) {
    assertThat(AnalyticsCodec.read(Message.text(open.repeat(100_000))))
        .isEqualTo(AnalyticsRequest.INVALID);
  }
}
