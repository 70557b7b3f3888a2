package io.carillon.http.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({"1ms, 1", "500ms, 500", "2s, 2000", "1m, 60000", "60s, 60000", "007s, 7000"})
  void readsANumberAndItsUnit(String text, long millis) {
    assertThat(DurationText.parse(text, MINUTE)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"1h, 3600", "36h, 129600", "7d, 604800"})
  void readsHoursAndDays(String text, long seconds) {
    assertThat(DurationText.parse(text, Duration.ofDays(7))).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"169h", "8d", "999999999d"})
  void refusesMoreThanTheMost(String text) {
    assertThat(DurationText.parse(text, Duration.ofDays(7))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0s",
        "0ms",
        "61s",
        "2m",
        "-1s",
        "+1s",
        "1",
        "1.5s",
        "1h",
        " 1s",
        "1s ",
        "1 s",
        "s",
        "999999999999999999s",
        "１s"
      })
  void refusesEverythingElse(String text) {
    assertThat(DurationText.parse(text, MINUTE)).isEmpty();
  }
}
