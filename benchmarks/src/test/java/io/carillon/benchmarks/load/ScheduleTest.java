package io.carillon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void theFirstMessageIsDueAtOnceAndTheNextOneLater() {
    Schedule schedule = new Schedule(0.001);
    assertThat(schedule.isDue()).isTrue();
    assertThat(schedule.take()).isLessThanOrEqualTo(System.nanoTime());
    assertThat(schedule.isDue()).isFalse();
    assertThat(schedule.waitMillis()).isPositive();
  }

  @Test
  void whoHadToWaitForAnAnswerCountsFromWhenItWasDue() {
    long before = System.nanoTime();
    Schedule schedule = new Schedule(0.001);
    long after = System.nanoTime();
    schedule.onNobodyFree();
    assertThat(schedule.take()).isBetween(before, after);
  }
}
