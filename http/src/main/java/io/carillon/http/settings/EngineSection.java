package io.carillon.http.settings;

import io.carillon.engine.EngineSettings;
import io.carillon.engine.information.GlobalSettings;
import io.carillon.engine.registry.StateSettings;
import java.time.Duration;

/** Reads {@code carillon.engine}. */
final class EngineSection {
  private static final Duration HOUR = Duration.ofHours(1);

  /** The scheduler takes no longer delays than about eight months. */
  private static final Duration LONGEST_TIMER = Duration.ofDays(200);

  private static final int MANY = 1_000_000;

  private EngineSection() {}

  static EngineSettings read(Section section) {
    EngineSettings settings =
        new EngineSettings(
            section.number("lanes", 0, 256, "a number of threads"),
            section.number("outbox-frames", 1, MANY, "a number of frames"),
            section.bytes("outbox-bytes", 1024),
            section.duration("ping-after", HOUR),
            section.duration("pong-timeout", HOUR),
            section.duration("stall-after", HOUR),
            section.duration("slow-after", HOUR),
            section.duration("pong-stall-after", HOUR),
            section.duration("close-timeout", HOUR),
            section.number("max-broadcasts-in-flight", 1, MANY, "a number of broadcasts"),
            section.number("receipts-kept", 1, MANY, "a number of receipts"),
            section.duration("receipt-time-to-live", Duration.ofDays(1)),
            state(section.section("state")),
            global(section.section("global")));
    section.rejectUnknownKeys();
    return settings;
  }

  private static GlobalSettings global(Section section) {
    GlobalSettings settings =
        new GlobalSettings(
            section.number("entries", 1, 100 * MANY, "a number of entries"),
            section.bytes("bytes", 1));
    section.rejectUnknownKeys();
    return settings;
  }

  private static StateSettings state(Section section) {
    StateSettings settings =
        new StateSettings(
            section.number("information-keys", 1, MANY, "a number of keys"),
            section.bytes("information-bytes", 1),
            section.bytes("session-bytes", 2),
            section.number("sent-messages", 1, MANY, "a number of messages"),
            section.bytes("sent-bytes", 1),
            section.number("max-ghosts", 0, 10 * MANY, "a number of ghosts"),
            section.durationOr("off", "ghost-time-to-live", LONGEST_TIMER),
            section.duration("before-close-timeout", Duration.ofMinutes(1)));
    section.rejectUnknownKeys();
    return settings;
  }
}
