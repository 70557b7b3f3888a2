package io.carillon.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(60);

  /** The longest waits that chance can give. */
  private final Backoff slowest = new Backoff(LEAST, MOST, () -> 1.0);

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "2, 2",
    "3, 4",
    "4, 8",
    "5, 16",
    "6, 32",
    "7, 60",
    "8, 60",
    "64, 60",
    "2147483647, 60"
  })
  void doublesUpToTheLongest(int failures, int seconds) {
    assertThat(slowest.after(failures, Duration.ZERO)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void isAtLeastHalfOfThat() {
    Backoff fastest = new Backoff(LEAST, MOST, () -> 0.0);

    assertThat(fastest.after(1, Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
    assertThat(fastest.after(100, Duration.ZERO)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void spreadsThoseWhoFailedTogether() {
    Backoff random = new Backoff(LEAST, MOST, new Random(4711)::nextDouble);

    assertThat(random.after(4, Duration.ZERO))
        .isNotEqualTo(random.after(4, Duration.ZERO))
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
  }

  @Test
  void waitsAsLongAsItIsAskedTo() {
    assertThat(slowest.after(1, Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
    assertThat(slowest.after(3, Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void waitsForNobodyLongerThanAnHour() {
    assertThat(slowest.after(1, Duration.ofDays(365))).isEqualTo(Duration.ofHours(1));
  }
}
