package io.carillon.http.jobs;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Runs at the times that a cron expression names, as in {@code 0 9 * * MON-FRI}.
 *
 * <p>Five fields, minute, hour, day of the month, month and day of the week, or six with the second
 * in front; or {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly}, {@code @yearly}.
 * In a field: {@code *}, numbers, names ({@code JAN}, {@code MON}), {@code a-b}, {@code a,b},
 * {@code *}{@code /n}, {@code L} for the last day, {@code MON#2} for the second Monday. If both
 * days are given, either is enough. A time that the change to summer time leaves out is left out;
 * one that the change back repeats counts once, unless the hour is {@code *}.
 */
public final class Calendar implements Schedule {
  /** Longer than any that a person reads. */
  public static final int MOST_CHARACTERS = 256;

  private static final int FIELDS_WITHOUT_SECONDS = 5;
  private static final CronDefinition SYNTAX = syntax();

  private final String expression;
  private final ZoneId zone;
  private final ExecutionTime times;

  private Calendar(String expression, ZoneId zone) {
    if (expression.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("at most " + MOST_CHARACTERS + " characters");
    }
    this.expression = expression;
    this.zone = zone;
    this.times = ExecutionTime.forCron(parse(expression.strip()));
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none, or names no time between now and the farthest
   *     year that is looked at, saying what is wrong
   */
  public static Calendar of(String expression, ZoneId zone) {
    Calendar calendar = new Calendar(expression, zone);
    if (calendar.after(Instant.now()).isEmpty()) {
      throw new IllegalArgumentException("it names no time that will come");
    }
    return calendar;
  }

  public String expression() {
    return expression;
  }

  @Override
  public ZoneId zone() {
    return zone;
  }

  @Override
  public Timetable begin(JobClock clock) {
    return new Progress(clock);
  }

  @Override
  public Duration shortestPause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Calendar calendar
        && calendar.expression.equals(expression)
        && calendar.zone.equals(zone);
  }

  @Override
  public int hashCode() {
    return 31 * expression.hashCode() + zone.hashCode();
  }

  @Override
  public String toString() {
    return expression + " " + zone;
  }

  private Optional<Instant> after(Instant moment) {
    return times.nextExecution(moment.atZone(zone)).map(ZonedDateTime::toInstant);
  }

  private static Cron parse(String expression) {
    boolean hasSeconds =
        expression.startsWith("@") || expression.split("\\s+").length != FIELDS_WITHOUT_SECONDS;
    try {
      return new CronParser(SYNTAX).parse(hasSeconds ? expression : "0 " + expression).validate();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      // The parser looks beyond the end of some fields that are none, as in "#".
      throw new IllegalArgumentException("a field is none of what it can be", e);
    }
  }

  private static CronDefinition syntax() {
    CronDefinitionBuilder syntax = CronDefinitionBuilder.defineCron();
    addTimeOfDay(syntax);
    addDate(syntax);
    return syntax
        .withSupportedNicknameHourly()
        .withSupportedNicknameDaily()
        .withSupportedNicknameWeekly()
        .withSupportedNicknameMonthly()
        .withSupportedNicknameYearly()
        .instance();
  }

  private static void addTimeOfDay(CronDefinitionBuilder syntax) {
    syntax.withSeconds().withStrictRange().and();
    syntax.withMinutes().withStrictRange().and();
    syntax.withHours().withStrictRange().and();
  }

  private static void addDate(CronDefinitionBuilder syntax) {
    syntax.withDayOfMonth().supportsL().withStrictRange().and();
    syntax.withMonth().withStrictRange().and();
    syntax
        .withDayOfWeek()
        .withValidRange(0, 7)
        .withMondayDoWValue(1)
        .withIntMapping(7, 0)
        .supportsHash()
        .supportsL()
        .withStrictRange()
        .and();
  }

  private final class Progress implements Timetable {
    private final JobClock clock;
    private Optional<Instant> next;

    Progress(JobClock clock) {
      this.clock = clock;
      this.next = after(clock.now());
    }

    @Override
    public Duration untilNext() {
      Duration until =
          next.map(moment -> Duration.between(clock.now(), moment)).orElse(Duration.ofDays(1));
      return until.isNegative() ? Duration.ZERO : until;
    }

    /** From the occurrence on if the clock was set back, so that none comes twice. */
    @Override
    public void moveOn() {
      Instant now = clock.now();
      next = next.flatMap(moment -> after(moment.isAfter(now) ? moment : now));
    }

    @Override
    public Optional<Instant> next() {
      return next;
    }
  }
}
