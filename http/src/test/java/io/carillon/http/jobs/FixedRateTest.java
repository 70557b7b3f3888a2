package io.carillon.http.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FixedRateTest {
  private static final ZoneId UTC = ZoneId.of("UTC");

  private final FakeClock clock = new FakeClock("2026-01-01T00:00:00Z");
  private final Timetable timetable = new FixedRate(Duration.ofSeconds(10), UTC).begin(clock);

  private void isNextIn(long millis) {
    assertThat(timetable.untilNext()).isEqualTo(Duration.ofMillis(millis));
    assertThat(timetable.next()).contains(clock.now().plusMillis(millis));
  }

  @Test
  void theFirstRunIsAPeriodAway() {
    isNextIn(10_000);
  }

  @Test
  void doesNotDriftWhenRunsAreLate() {
    for (int run = 1; run <= 1_000; run++) {
      clock.pass(timetable.untilNext().plusMillis(run % 7));
      timetable.moveOn();
    }
    assertThat(timetable.next())
        .contains(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(10_010));
  }

  @Test
  void whatWasMissedIsNotMadeUp() {
    clock.pass(Duration.ofSeconds(45));
    isNextIn(0);
    timetable.moveOn();
    isNextIn(5_000);
  }

  @Test
  void aClockThatIsSetChangesNothing() {
    clock.pass(Duration.ofSeconds(3));
    clock.setTo("2020-01-01T00:00:00Z");
    isNextIn(7_000);
    clock.setTo("2030-01-01T00:00:00Z");
    isNextIn(7_000);
  }

  @Test
  void refusesPeriodsThatMakeNoSense() {
    assertThatThrownBy(() -> new FixedRate(Duration.ofMillis(9), UTC))
        .hasMessage("a period must be from PT0.01S to PT168H, was PT0.009S");
    assertThatThrownBy(() -> new FixedRate(Duration.ofDays(8), UTC))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
