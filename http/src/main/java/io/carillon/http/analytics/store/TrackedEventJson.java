package io.carillon.http.analytics.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.protocol.analytics.AnalyticsEvent;
import io.carillon.http.analytics.store.TrackedEvent.Details;
import io.carillon.http.analytics.store.TrackedEvent.Point;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as text, and back.
 *
 * <pre>{@code
 * {"id":"6f...","event_type":"button_click","visitor_id":"5f...","created_at":"2025-12-08T12:34:56Z",
 *  "page_url":"/cv","event_data":"{\"x\":1}","ip_hash":"ab...","referrer":"","x":450,"y":200}
 * }</pre>
 */
final class TrackedEventJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where and on which page was clicked. */
  record Click(Point at, String page) {}

  private TrackedEventJson() {}

  static String write(TrackedEvent tracked) {
    AnalyticsEvent event = tracked.event();
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", tracked.id().toString())
            .put("event_type", event.type())
            .put("visitor_id", event.visitor().toString())
            .put("created_at", event.at().toString())
            .put("page_url", event.pageUrl())
            .put("ip_hash", tracked.ipHash())
            .put("referrer", tracked.referrer());
    event.data().ifPresent(data -> json.put("event_data", data));
    tracked.details().theme().ifPresent(theme -> json.put("theme", theme));
    tracked.details().letterType().ifPresent(type -> json.put("letter_type", type));
    tracked.details().click().ifPresent(at -> json.put("x", at.x()).put("y", at.y()));
    return json.toString();
  }

  /** Reads what {@link #write} wrote; empty if it is anything else. */
  static Optional<TrackedEvent> read(String text) {
    try {
      return Optional.of(read(JSON.readTree(text)));
    } catch (JsonProcessingException
        | IllegalArgumentException
        | NoSuchElementException
        | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static TrackedEvent read(JsonNode json) {
    AnalyticsEvent event =
        new AnalyticsEvent(
            text(json, "event_type").orElseThrow(),
            uuid(json, "visitor_id"),
            Instant.parse(text(json, "created_at").orElseThrow()),
            text(json, "page_url").orElse(""),
            text(json, "event_data"));
    Details details = new Details(text(json, "theme"), text(json, "letter_type"), point(json));
    return new TrackedEvent(
        uuid(json, "id"),
        event,
        text(json, "ip_hash").orElse(""),
        text(json, "referrer").orElse(""),
        details);
  }

  /** A click as text; no two are equal. */
  static String click(TrackedEvent tracked) {
    Point at = tracked.details().click().orElseThrow();
    return tracked.id() + "," + at.x() + "," + at.y() + "," + tracked.event().pageUrl();
  }

  /** Reads what {@link #click} wrote; empty if it is anything else. */
  static Optional<Click> readClick(String text) {
    String[] fields = text.split(",", 4);
    if (fields.length < 4) {
      return Optional.empty();
    }
    try {
      Point at = new Point(Long.parseLong(fields[1]), Long.parseLong(fields[2]));
      return Optional.of(new Click(at, fields[3]));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static UUID uuid(JsonNode json, String field) {
    return UUID.fromString(text(json, field).orElseThrow());
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue());
  }

  private static Optional<Point> point(JsonNode json) {
    return json.has("x")
        ? Optional.of(new Point(json.path("x").asLong(), json.path("y").asLong()))
        : Optional.empty();
  }
}
