package io.carillon.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.registry.Waves.Plan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavesTest {
  private static final int MOST_IN_A_CLOSE_FRAME = 123; // RFC 6455 §5.5, less the code
  private static final Pattern REASON = Pattern.compile("retry_after_ms=(\\d+)");

  private static Waves waves(long overMillis, int perSecond) {
    return new Waves(Duration.ofMillis(overMillis), perSecond, Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    // over ms, a second at most, connections -> in a wave, pause ms, waves
    "5000, 20000,      0,    1, 5000,   0",
    "5000, 20000,      1,    1, 5000,   1",
    "5000, 20000,      2,    1, 2500,   2",
    "5000, 20000,     50,    1,  100,  50",
    "5000, 20000,     60,    2,  166,  30",
    "5000, 20000, 100000, 2000,  100,  50",
    "5000, 20000, 200000, 2000,  100, 100",
    "5000,     1,     10,    1, 1000,  10",
    "5000,    25,   1000,    2,   83, 500",
    "  50, 20000,     10,   10,   50,   1",
    "   1, 20000, 100000, 2000,  100,  50"
  })
  void spreadsConnectionsOverTheTimeOrLongerWhereTheyAreTooMany(
      long overMillis, int perSecond, int connections, int size, long pauseMillis, int waves) {
    Plan plan = waves(overMillis, perSecond).plan(connections);
    assertThat(plan.size()).isEqualTo(size);
    assertThat(plan.pause().toMillis()).isEqualTo(pauseMillis);
    assertThat(plan.waves(connections)).isEqualTo(waves);
  }

  @Test
  void neverClosesMoreInASecondThanAllowedAndReachesAll() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      int perSecond = 1 + random.nextInt(1 << random.nextInt(20));
      int connections = random.nextInt(1 << random.nextInt(20));
      Waves waves = waves(1 + random.nextInt(1 << random.nextInt(20)), perSecond);
      Plan plan = waves.plan(connections);
      String what = "seed " + seed + ": " + waves + " for " + connections + ", " + plan;
      assertThat(plan.pause()).as(what).isPositive();
      assertThat(closedWithinASecond(plan)).as(what).isLessThanOrEqualTo(perSecond);
      assertThat((long) plan.waves(connections) * plan.size())
          .as(what)
          .isBetween((long) connections, (long) connections + plan.size() - 1);
      assertThat(waves.longest(connections)).as(what).isGreaterThan(plan.time(connections));
    }
  }

  /** Of the waves at 0, one pause, two pauses..., those before one second. */
  private static long closedWithinASecond(Plan plan) {
    long nanos = plan.pause().toNanos();
    return plan.size() * ((1_000_000_000L - 1) / nanos + 1);
  }

  @Test
  void takesNoLongerThanToldWhereTheLimitLetsIt() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      Waves waves = waves(100 + random.nextInt(100_000), Integer.MAX_VALUE);
      int connections = 1 + random.nextInt(1_000_000);
      assertThat(waves.plan(connections).time(connections)).isLessThan(waves.over());
    }
  }

  @Test
  void asksForAPauseWithinBoundsThatDiffersFromClientToClient() {
    Random random = new Random(2);
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int i = 0; i < 10_000; i++) {
      Matcher reason = REASON.matcher(waves(1000, 10).reason(random));
      assertThat(reason.matches()).isTrue();
      least = Math.min(least, Long.parseLong(reason.group(1)));
      most = Math.max(most, Long.parseLong(reason.group(1)));
    }
    assertThat(least).isBetween(0L, 20L);
    assertThat(most).isBetween(1980L, 2000L);
  }

  @Test
  void theReasonFitsIntoACloseFrame() {
    Waves waves = new Waves(Duration.ofHours(1), 1, Duration.ofMillis(Long.MAX_VALUE - 1));
    String reason = waves.reason(new Random(3));
    assertThat(reason.getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(MOST_IN_A_CLOSE_FRAME);
  }

  @Test
  void noTimeAtAllMeansAtOnce() {
    assertThat(Waves.NONE.isAtOnce()).isTrue();
    assertThat(Waves.NONE.longest(1000)).isZero();
    assertThat(waves(1, 1).isAtOnce()).isFalse();
  }

  @Test
  void isNeverImpossible() {
    assertThatThrownBy(() -> waves(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> waves(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
