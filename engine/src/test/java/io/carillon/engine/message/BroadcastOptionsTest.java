package io.carillon.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastOptionsTest {
  private static final BroadcastOptions OPTIONS = BroadcastOptions.DEFAULT;

  @Test
  void waitsASecondForWrittenByDefault() {
    assertThat(OPTIONS.level()).isEqualTo(Level.WRITTEN);
    assertThat(OPTIONS.timeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(OPTIONS.quorum()).isEmpty();
    assertThat(OPTIONS.timeToLive()).isEmpty();
    assertThat(OPTIONS.conflationKey()).isEmpty();
    assertThat(OPTIONS.latency()).isFalse();
  }

  @Test
  void eachCopyChangesOneThing() {
    BroadcastOptions all =
        OPTIONS
            .withLevel(Level.RECEIVED)
            .withTimeout(Duration.ofSeconds(3))
            .withQuorum(4)
            .withTimeToLive(Duration.ofSeconds(5))
            .withConflationKey("key")
            .withLatency();
    assertThat(all)
        .isEqualTo(
            new BroadcastOptions(
                Level.RECEIVED,
                Duration.ofSeconds(3),
                Optional.of(4),
                Optional.of(Duration.ofSeconds(5)),
                Optional.of("key"),
                true));
    assertThat(all.withLevel(Level.ACCEPTED).withLevel(Level.RECEIVED)).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void refusesATimeoutThatIsNotPositive(long nanos) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OPTIONS.withTimeout(Duration.ofNanos(nanos)));
  }

  @Test
  void refusesATimeoutThatNobodyWaitsFor() {
    Duration longest = BroadcastOptions.MAX_TIMEOUT;
    assertThat(OPTIONS.withTimeout(longest).timeout()).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OPTIONS.withTimeout(longest.plusNanos(1)))
        .withMessageContaining("PT1H");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void refusesATimeToLiveThatIsNotPositive(long nanos) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OPTIONS.withTimeToLive(Duration.ofNanos(nanos)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesAQuorumOfNobody(int quorum) {
    assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withQuorum(quorum));
  }

  @Test
  void nothingIsNull() {
    Duration second = Duration.ofSeconds(1);
    assertThatNullPointerException()
        .isThrownBy(
            () ->
                new BroadcastOptions(
                    Level.WRITTEN, second, Optional.empty(), Optional.empty(), null, false));
    assertThatNullPointerException()
        .isThrownBy(
            () ->
                new BroadcastOptions(
                    Level.WRITTEN, second, Optional.empty(), null, Optional.empty(), false));
    assertThatNullPointerException().isThrownBy(() -> OPTIONS.withLevel(null));
  }
}
