package io.carillon.http.settings;

import io.carillon.http.analytics.store.StoreLimits;
import io.carillon.http.settings.AnalyticsSettings.Storage;
import java.time.Duration;
import java.util.Map;

/** Reads {@code carillon.analytics}. */
final class AnalyticsSection {
  private static final Map<String, Storage> STORAGE = Words.of(Storage.values());
  private static final int MANY = 10_000_000;

  private AnalyticsSection() {}

  static AnalyticsSettings read(Section section, boolean hasRedis) {
    AnalyticsSettings settings =
        new AnalyticsSettings(
            section.duration("heartbeat-interval", Duration.ofHours(1)),
            section.number("requests-per-minute", 0, MANY, "a number of requests"),
            section.number("remembered-addresses", 1, MANY, "a number of addresses"),
            section.bytes("max-body-bytes", 1),
            section.word("store", STORAGE),
            new StoreLimits(
                section.number("max-visitors", 1, MANY, "a number of visitors"),
                section.number("max-themes", 1, MANY, "a number of themes"),
                section.number("timeline-events", 1, MANY, "a number of events"),
                section.bytes("timeline-bytes", 1024),
                section.number("heatmap-clicks", 1, MANY, "a number of clicks")));
    if (settings.storage() == Storage.REDIS && !hasRedis) {
      section.reject("store", "memory as long as there is no carillon.redis.uri");
    }
    section.rejectUnknownKeys();
    return settings;
  }
}
