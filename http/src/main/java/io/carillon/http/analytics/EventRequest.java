package io.carillon.http.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.protocol.ExactJson;
import io.carillon.http.analytics.store.TrackedEvent.Details;
import io.carillon.http.analytics.store.TrackedEvent.Point;
import io.carillon.http.endpoint.Refusal;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.util.ByteString;

/**
 * The body of {@code POST /api/v1/analytics/event}.
 *
 * <pre>{@code
 * {"event_type":"button_click","event_data":{"button":"cta","x":450,"y":200},"page_url":"/cv"}
 * }</pre>
 *
 * <p>Fields that are not known are left alone.
 *
 * @param data empty if the request has none, or null
 * @param dataText the same, byte for byte as it was sent
 */
record EventRequest(
    String type, String pageUrl, Optional<JsonNode> data, Optional<String> dataText) {
  private static final String DATA = "event_data";
  private static final int MOST_TYPE_CHARACTERS = 50;
  static final int MOST_URL_CHARACTERS = 500;
  private static final int MOST_THEME_CHARACTERS = 100;

  /** Further from the corner than this is no place on a page. */
  private static final double MOST_PIXELS = 1_000_000;

  /** What the server says itself: an event of such a type would pass for figures on the socket. */
  private static final Set<String> RESERVED = Set.of("initial_stats", "heartbeat", "pong");

  /** Those of the compatible system; others may be sent as well. */
  static final Set<String> TYPES =
      Set.of(
          "page_view",
          "cv_theme_change",
          "letter_generate",
          "pdf_download",
          "button_click",
          "link_click",
          "form_submit");

  private static final Set<String> CLICKS = Set.of("button_click", "link_click");

  /**
   * Reads a body.
   *
   * @throws Refusal 400 in the words of the API
   */
  static EventRequest read(ByteString body) {
    ObjectNode object = object(body);
    String type = text(object, "event_type");
    if (type.isEmpty()) {
      throw Refusal.badRequest("event_type is required");
    }
    if (RESERVED.contains(type)) {
      throw Refusal.badRequest("event_type is reserved for the server: " + type);
    }
    Optional<JsonNode> data = data(object);
    Optional<String> dataText = data.map(any -> ExactJson.valueOf(DATA, body).utf8String());
    EventRequest request = new EventRequest(type, text(object, "page_url"), data, dataText);
    check("event_type", request.type, MOST_TYPE_CHARACTERS);
    check("page_url", request.pageUrl, MOST_URL_CHARACTERS);
    return request;
  }

  private static ObjectNode object(ByteString body) {
    try {
      return ExactJson.object(body);
    } catch (ExactJson.Malformed e) {
      throw invalid();
    }
  }

  private static String text(ObjectNode object, String field) {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw invalid();
    }
    return value.textValue();
  }

  private static Optional<JsonNode> data(ObjectNode object) {
    JsonNode data = object.path(DATA);
    if (data.isMissingNode() || data.isNull()) {
      return Optional.empty();
    }
    if (!data.isObject()) {
      throw invalid();
    }
    return Optional.of(data);
  }

  private static void check(String field, String value, int most) {
    if (value.length() > most) {
      throw Refusal.badRequest(
          field + " is too long: expected at most " + most + " characters, not " + value.length());
    }
  }

  private static Refusal invalid() {
    return Refusal.badRequest("Invalid request body");
  }

  /** What the figures need of the data. */
  Details details() {
    return new Details(
        field("cv_theme_change", "theme").map(EventRequest::cut),
        field("letter_generate", "letter_type"),
        CLICKS.contains(type) ? click() : Optional.empty());
  }

  private Optional<String> field(String ofType, String name) {
    return data.filter(all -> type.equals(ofType))
        .map(all -> all.path(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> !text.isEmpty());
  }

  private static String cut(String theme) {
    return theme.substring(0, Math.min(theme.length(), MOST_THEME_CHARACTERS));
  }

  private Optional<Point> click() {
    return data.filter(all -> isPlace(all.path("x")) && isPlace(all.path("y")))
        .map(all -> new Point(pixel(all.path("x")), pixel(all.path("y"))));
  }

  private static boolean isPlace(JsonNode value) {
    return value.isNumber() && Math.abs(value.doubleValue()) <= MOST_PIXELS;
  }

  private static long pixel(JsonNode value) {
    return (long) Math.rint(value.doubleValue());
  }

  /** The path that a page view is counted under; empty for other events. */
  Optional<String> viewedPath() {
    if (!type.equals("page_view")) {
      return Optional.empty();
    }
    return Optional.of(field("page_view", "path").orElseGet(() -> pageUrl.split("[?#]", 2)[0]));
  }
}
