package io.carillon.http.settings;

import io.carillon.http.analytics.store.StoreLimits;
import java.time.Duration;

/** Reads {@code carillon.analytics}. */
final class AnalyticsSection {
  private static final int MANY = 10_000_000;

  private AnalyticsSection() {}

  static AnalyticsSettings read(Section section) {
    AnalyticsSettings settings =
        new AnalyticsSettings(
            section.duration("heartbeat-interval", Duration.ofHours(1)),
            section.number("requests-per-minute", 0, MANY, "a number of requests"),
            section.number("remembered-addresses", 1, MANY, "a number of addresses"),
            section.bytes("max-body-bytes", 1),
            new StoreLimits(
                section.number("max-visitors", 1, MANY, "a number of visitors"),
                section.number("max-themes", 1, MANY, "a number of themes"),
                section.number("timeline-events", 1, MANY, "a number of events"),
                section.bytes("timeline-bytes", 1024),
                section.number("heatmap-clicks", 1, MANY, "a number of clicks")));
    section.rejectUnknownKeys();
    return settings;
  }
}
