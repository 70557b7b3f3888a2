package io.carillon.http.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  /** The next times of an expression in Paris, after one on the wall there. */
  private static List<String> times(String cron, String after, int count) {
    FakeClock clock = new FakeClock(ZonedDateTime.parse(after).toInstant().toString());
    Timetable timetable = Calendar.of(cron, PARIS).begin(clock);
    List<String> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clock.pass(timetable.untilNext());
      times.add(clock.now().atZone(PARIS).toOffsetDateTime().toString());
      timetable.moveOn();
    }
    return times;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 9 * * MON-FRI  | 2026-01-05T09:00+01:00    | 2026-01-06T09:00+01:00
          */15 * * * *     | 2026-01-03T10:15+01:00    | 2026-01-03T10:30+01:00
          */10 * * * * *   | 2026-01-03T10:00:10+01:00 | 2026-01-03T10:00:20+01:00
          0 0 * * 0        | 2026-01-04T00:00+01:00    | 2026-01-11T00:00+01:00
          0 0 * * 7        | 2026-01-04T00:00+01:00    | 2026-01-11T00:00+01:00
          0 0 13 * FRI     | 2026-01-09T00:00+01:00    | 2026-01-13T00:00+01:00
          0 12 L * *       | 2026-01-31T12:00+01:00    | 2026-02-28T12:00+01:00
          0 12 * * MON#2   | 2026-01-12T12:00+01:00    | 2026-02-09T12:00+01:00
          0 0 29 2 *       | 2028-02-29T00:00+01:00    | 2032-02-29T00:00+01:00
          @hourly          | 2026-01-03T11:00+01:00    | 2026-01-03T12:00+01:00
          @daily           | 2026-01-04T00:00+01:00    | 2026-01-05T00:00+01:00
          @monthly         | 2026-02-01T00:00+01:00    | 2026-03-01T00:00+01:00
          """)
  void namesTheTimesOfItsZone(String cron, String first, String second) {
    assertThat(times(cron, "2026-01-03T10:00:00+01:00", 2)).containsExactly(first, second);
  }

  @Test
  void leavesOutWhatSummerTimeLeavesOut() {
    assertThat(times("30 2 * * *", "2026-03-28T01:00:00+01:00", 2))
        .containsExactly("2026-03-28T02:30+01:00", "2026-03-30T02:30+02:00");
  }

  @Test
  void countsAnHourThatComesTwiceOnceUnlessEveryHourIsMeant() {
    assertThat(times("30 2 * * *", "2026-10-25T01:00:00+02:00", 2))
        .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
    assertThat(times("30 * * * *", "2026-10-25T01:00:00+02:00", 4))
        .containsExactly(
            "2026-10-25T01:30+02:00",
            "2026-10-25T02:30+02:00",
            "2026-10-25T02:30+01:00",
            "2026-10-25T03:30+01:00");
  }

  @Test
  void runsNothingTwiceWhenTheClockIsSetBack() {
    FakeClock clock = new FakeClock("2026-01-03T11:59:00Z");
    Timetable timetable = Calendar.of("0 12 * * *", ZoneId.of("UTC")).begin(clock);
    clock.pass(Duration.ofMinutes(1));
    assertThat(timetable.untilNext()).isZero();
    clock.setTo("2026-01-03T11:30:00Z");
    timetable.moveOn();
    assertThat(timetable.untilNext()).isEqualTo(Duration.ofMinutes(24 * 60 + 30));
  }

  @Test
  void isDueWhenTheClockIsSetBeyondIt() {
    FakeClock clock = new FakeClock("2026-01-03T11:00:00Z");
    Timetable timetable = Calendar.of("0 12 * * *", ZoneId.of("UTC")).begin(clock);
    clock.setTo("2026-01-05T13:00:00Z");
    assertThat(timetable.untilNext()).isZero();
    timetable.moveOn();
    assertThat(timetable.untilNext()).isEqualTo(Duration.ofHours(23));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "* * * *",
        "* * * * * * *",
        "61 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "*/0 * * * *",
        "5-1 * * * *",
        "-1 * * * *",
        "99999999999999999999 * * * *",
        "*/99999999999 * * * *",
        "a b c d e",
        "@reboot",
        "@nothing",
        "0 0 ? * 1",
        "* * * * * ;"
      })
  void refusesWhatIsNoExpression(String cron) {
    assertThatThrownBy(() -> Calendar.of(cron, PARIS))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6,9,11 *"})
  void refusesTimesThatNeverCome(String cron) {
    assertThatThrownBy(() -> Calendar.of(cron, PARIS))
        .hasMessage("it names no time that will come");
  }

  @Test
  void refusesLongOnes() {
    assertThatThrownBy(() -> Calendar.of("0,".repeat(200) + "0 * * * *", PARIS))
        .hasMessage("at most 256 characters");
  }

  @Test
  void whateverIsWrittenIsReadOrRefused() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "0123456789*/,-#LW? @MONJAN";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder cron = new StringBuilder();
      for (int field = 0; field < 5 + random.nextInt(2); field++) {
        for (int c = random.nextInt(5); c >= 0; c--) {
          cron.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        cron.append(' ');
      }
      Calendar calendar;
      try {
        calendar = Calendar.of(cron.toString(), PARIS);
      } catch (IllegalArgumentException expected) {
        assertThat(expected).as("seed %d: %s", seed, cron).message().isNotBlank();
        continue;
      }
      moves(calendar, random, "seed " + seed + ": " + cron);
    }
  }

  private static void moves(Calendar calendar, Random random, String what) {
    FakeClock clock = new FakeClock((2025 + random.nextInt(100)) + "-10-24T22:33:44.555Z");
    Timetable timetable = calendar.begin(clock);
    for (int i = 0; i < 5 && timetable.next().isPresent(); i++) {
      Duration until = timetable.untilNext();
      assertThat(until).as(what).isPositive();
      clock.pass(until);
      timetable.moveOn();
    }
  }
}
