package io.carillon.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {

  @ParameterizedTest
  @CsvSource({
    "25000, 10000, 30000, 1000",
    "4000, 10000, 30000, 500",
    "25000, 800, 30000, 100",
    "25000, 10000, 160, 20",
    "10, 10000, 30000, 10"
  })
  void ticksAtAnEighthOfTheShortestTime(long ping, long pong, long slow, long tick) {
    Patience patience =
        new Patience(
            Duration.ofMillis(ping),
            Duration.ofMillis(pong),
            Duration.ofMillis(slow),
            Duration.ofMillis(1));
    assertThat(patience.tick()).isEqualTo(Duration.ofMillis(tick));
  }
}
