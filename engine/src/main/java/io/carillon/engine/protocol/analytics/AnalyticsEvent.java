package io.carillon.engine.protocol.analytics;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Something a visitor did.
 *
 * @param type {@code page_view}, {@code cv_theme_change}, {@code letter_generate}, {@code
 *     pdf_download}, {@code button_click}, {@code link_click}, {@code form_submit} or any other
 *     text
 * @param visitor who; never the secret that the visitor's cookie holds
 * @param pageUrl where; empty if it was not said
 * @param data a JSON object as text, if there is more to say
 */
public record AnalyticsEvent(
    String type, UUID visitor, Instant at, String pageUrl, Optional<String> data) {
  public AnalyticsEvent {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(visitor, "visitor");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(pageUrl, "pageUrl");
    Objects.requireNonNull(data, "data");
  }
}
