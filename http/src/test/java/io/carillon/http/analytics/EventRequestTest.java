package io.carillon.http.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.http.analytics.store.TrackedEvent.Details;
import io.carillon.http.analytics.store.TrackedEvent.Point;
import io.carillon.http.endpoint.Refusal;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRequestTest {
  private static EventRequest read(String body) {
    return EventRequest.read(ByteString.fromString(body));
  }

  private static String refusalOf(String body) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(body));
    assertThat(refusal.status()).isEqualTo(StatusCodes.BAD_REQUEST);
    return refusal.detail();
  }

  @Test
  void readsTheExampleOfTheDocument() {
    EventRequest request =
        read(
            "{\"event_type\":\"button_click\",\"event_data\":{\"button\":\"cta\",\"x\":450,"
                + "\"y\":200},\"page_url\":\"/cv\"}");

    assertThat(request.type()).isEqualTo("button_click");
    assertThat(request.pageUrl()).isEqualTo("/cv");
    assertThat(request.dataText()).contains("{\"button\":\"cta\",\"x\":450,\"y\":200}");
    assertThat(request.details())
        .isEqualTo(
            new Details(Optional.empty(), Optional.empty(), Optional.of(new Point(450, 200))));
  }

  @Test
  void keepsTheDataAsItWasSent() {
    String data =
        "{ \"price\" : 1.10, \"big\":12345678901234567890, \"e\":1e2,\n\"é\":\"\\u00e9\" }";

    assertThat(read("{\"event_data\": " + data + " ,\"event_type\":\"x\"}").dataText())
        .contains(data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_type\":\"x\"}",
        "{\"event_type\":\"x\",\"event_data\":null,\"page_url\":null}",
        "{\"event_type\":\"x\",\"unknown\":1}"
      })
  void onlyTheTypeIsRequired(String body) {
    assertThat(read(body)).isEqualTo(new EventRequest("x", "", Optional.empty(), Optional.empty()));
    assertThat(read(body).details()).isEqualTo(Details.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"event_type\":\"\"}", "{\"event_type\":null}"})
  void anEventWithoutATypeIsRefused(String body) {
    assertThat(refusalOf(body)).isEqualTo("event_type is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"initial_stats", "heartbeat", "pong"})
  void anEventCannotPassForAMessageOfTheServer(String type) {
    assertThat(refusalOf("{\"event_type\":\"" + type + "\",\"event_data\":{}}"))
        .isEqualTo("event_type is reserved for the server: " + type);
    assertThat(read("{\"event_type\":\"" + type + "s\"}").type()).isEqualTo(type + "s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "event_type=x",
        "{\"event_type\":1}",
        "{\"event_type\":[\"x\"]}",
        "{\"event_type\":\"x\",\"page_url\":1}",
        "{\"event_type\":\"x\",\"event_data\":1}",
        "{\"event_type\":\"x\",\"event_data\":\"{}\"}",
        "{\"event_type\":\"x\",\"event_data\":[]}",
        "{\"event_type\":\"x\"} {}",
        "{\"event_type\":\"x\",\"event_type\":\"y\"}"
      })
  void whatIsNoEventIsRefused(String body) {
    assertThat(refusalOf(body)).isEqualTo("Invalid request body");
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(refusalOf("{\"event_type\":\"x\",\"event_data\":" + "{\"a\":".repeat(100_000)))
        .isEqualTo("Invalid request body");
  }

  @Test
  void whatIsTooLongIsNamed() {
    assertThat(read("{\"event_type\":\"" + "x".repeat(50) + "\"}").type()).hasSize(50);
    assertThat(refusalOf("{\"event_type\":\"" + "x".repeat(51) + "\"}"))
        .isEqualTo("event_type is too long: expected at most 50 characters, not 51");
    assertThat(refusalOf("{\"event_type\":\"x\",\"page_url\":\"" + "/".repeat(501) + "\"}"))
        .isEqualTo("page_url is too long: expected at most 500 characters, not 501");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1     | 2     | 1    | 2
          1.5   | 2.5   | 2    | 2
          -3.2  | 0     | -3   | 0
          1e3   | 1E1   | 1000 | 10
          1000000 | -1000000 | 1000000 | -1000000
          """)
  void aClickHappensAtAWholePixel(String x, String y, long column, long row) {
    assertThat(click(x, y)).contains(new Point(column, row));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"1\" | 2",
        "1 | null",
        "1 | true",
        "1 | [2]",
        "1 | 1000001",
        "1e400 | 2",
        "1e999999999 | 2"
      })
  void aClickThatHappensNowhereIsAnEventButNoPoint(String x, String y) {
    assertThat(click(x, y)).isEmpty();
  }

  private static Optional<Point> click(String x, String y) {
    return read("{\"event_type\":\"link_click\",\"event_data\":{\"x\":" + x + ",\"y\":" + y + "}}")
        .details()
        .click();
  }

  @Test
  void onlyEventsOfTheirTypeHaveDetails() {
    String data =
        "\"event_data\":{\"theme\":\"a\",\"letter_type\":\"motivation\",\"x\":1,\"y\":2}}";

    assertThat(read("{\"event_type\":\"cv_theme_change\"," + data).details())
        .isEqualTo(new Details(Optional.of("a"), Optional.empty(), Optional.empty()));
    assertThat(read("{\"event_type\":\"letter_generate\"," + data).details())
        .isEqualTo(new Details(Optional.empty(), Optional.of("motivation"), Optional.empty()));
    assertThat(read("{\"event_type\":\"form_submit\"," + data).details()).isEqualTo(Details.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"theme\":\"\"}", "{\"theme\":1}", "{}"})
  void aThemeIsAText(String data) {
    assertThat(read("{\"event_type\":\"cv_theme_change\",\"event_data\":" + data + "}").details())
        .isEqualTo(Details.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"event_type":"page_view","page_url":"/cv?theme=a#b"}                       | /cv
          {"event_type":"page_view","page_url":"/x","event_data":{"path":"/y"}}       | /y
          {"event_type":"page_view","page_url":"/x","event_data":{"path":7}}          | /x
          {"event_type":"page_view"}                                                  | ''
          """)
  void aPageViewHasAPath(String body, String path) {
    assertThat(read(body).viewedPath()).contains(path);
  }

  @Test
  void otherEventsHaveNone() {
    assertThat(read("{\"event_type\":\"x\",\"page_url\":\"/cv\"}").viewedPath()).isEmpty();
  }
}
