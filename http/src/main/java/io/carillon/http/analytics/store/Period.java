package io.carillon.http.analytics.store;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/** A stretch of the calendar, in UTC, over which events are counted. */
public enum Period {
  /** Keys as in {@code 2025-12-08}; kept 90 days. */
  DAY(90),
  /** Weeks of ISO 8601, which begin on Monday; keys as in {@code 2025-W50}; kept 365 days. */
  WEEK(365),
  /** Keys as in {@code 2025-12}; kept 365 days. */
  MONTH(365);

  private static final DateTimeFormatter WEEK_OF_ISO_8601 =
      new DateTimeFormatterBuilder()
          .appendValue(IsoFields.WEEK_BASED_YEAR, 4)
          .appendLiteral("-W")
          .appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2)
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter YEAR_AND_MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);

  private final Duration kept;

  Period(int daysKept) {
    kept = Duration.ofDays(daysKept);
  }

  /** The period that this word means: {@code day}, {@code week} or {@code month}. */
  public static Optional<Period> named(String word) {
    for (Period period : values()) {
      if (period.word().equals(word)) {
        return Optional.of(period);
      }
    }
    return Optional.empty();
  }

  /** The period's name in answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The period that an instant lies in; later ones sort behind earlier ones. */
  public String key(Instant now) {
    LocalDate date = date(now);
    return switch (this) {
      case DAY -> DateTimeFormatter.ISO_LOCAL_DATE.format(date);
      case WEEK -> WEEK_OF_ISO_8601.format(date);
      case MONTH -> YEAR_AND_MONTH.format(date);
    };
  }

  /** How long figures of such a period are kept. */
  public Duration kept() {
    return kept;
  }

  /** The first day of the period that an instant lies in. */
  public LocalDate firstDay(Instant now) {
    LocalDate date = date(now);
    return switch (this) {
      case DAY -> date;
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> date.withDayOfMonth(1);
    };
  }

  static LocalDate date(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
