package io.carillon.http.jobs;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** When a job runs. */
public sealed interface Schedule permits FixedRate, Calendar {
  /** What {@link #zone(String)} takes, for messages. */
  String ZONE_EXPECTATION = "a time zone, as in UTC, Europe/Paris or +02:00";

  /** Begins to count; the first run is the first occurrence after this moment. */
  Timetable begin(JobClock clock);

  /** A lower bound of the time between two runs. */
  Duration shortestPause();

  /** Whose days and hours it means. */
  ZoneId zone();

  /** The time zone that a text names; empty if it names none. */
  static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
