package io.carillon.http.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.protocol.analytics.AnalyticsStats;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class StatsReadingTest {
  private final SlowStore store = new SlowStore();
  private final StatsReading reading = new StatsReading(store, InstantSource.fixed(Instant.EPOCH));

  @Test
  void waitsNoLongerThanAsked() {
    CompletableFuture<AnalyticsStats> answer = reading.read(Duration.ofMillis(20));

    assertThat(answer)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(TimeoutException.class);
    assertThat(store.asked.remove()).isNotDone();
  }

  @Test
  void answersWhatTheStoreAnswers() {
    CompletableFuture<AnalyticsStats> answer = reading.read(Duration.ofSeconds(10));
    store.answer(7);

    assertThat(answer).isCompletedWithValue(new AnalyticsStats(7, 0, 0, 0, Instant.EPOCH));
  }

  @Test
  void aStoreThatThrowsHasFailed() {
    StatsReading broken = new StatsReading(null, InstantSource.fixed(Instant.EPOCH));

    assertThat(broken.read(Duration.ofSeconds(1))).isCompletedExceptionally();
  }
}
