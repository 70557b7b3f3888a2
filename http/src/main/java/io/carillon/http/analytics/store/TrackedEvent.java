package io.carillon.http.analytics.store;

import io.carillon.engine.protocol.analytics.AnalyticsEvent;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An event with what is known of it beyond what the socket tells.
 *
 * @param ipHash SHA-256 of the visitor's address in hex; empty if the address is not known
 * @param referrer the page that led here; empty if there was none
 */
public record TrackedEvent(
    UUID id, AnalyticsEvent event, String ipHash, String referrer, Details details) {

  /**
   * What the figures need of an event's data.
   *
   * @param theme of a {@code cv_theme_change}
   * @param letterType of a {@code letter_generate}
   * @param click where a {@code button_click} or {@code link_click} happened
   */
  public record Details(
      Optional<String> theme, Optional<String> letterType, Optional<Point> click) {
    public static final Details NONE =
        new Details(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A place on a page, in whole pixels. */
  public record Point(long x, long y) {}

  public TrackedEvent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(ipHash, "ipHash");
    Objects.requireNonNull(referrer, "referrer");
    Objects.requireNonNull(details, "details");
  }

  /** Whether the event is a generated letter. */
  boolean isLetter() {
    return event.type().equals("letter_generate");
  }
}
