package io.carillon.http.settings;

import io.carillon.engine.registry.Waves;
import java.time.Duration;

/** Reads {@code carillon.shutdown}. */
final class ShutdownSection {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final int MANY = 1_000_000;

  private ShutdownSection() {}

  static ShutdownSettings read(Section section) {
    Duration keepServingFor = section.duration("keep-serving-for", Duration.ZERO, LONGEST_PAUSE);
    Waves waves =
        new Waves(
            section.duration("close-over", Duration.ZERO, HOUR),
            section.number("closes-per-second", 1, MANY, "a number of connections"),
            section.duration("retry-within", LONGEST_PAUSE));
    section.rejectUnknownKeys();
    return new ShutdownSettings(keepServingFor, waves);
  }
}
