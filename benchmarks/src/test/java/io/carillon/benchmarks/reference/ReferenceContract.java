package io.carillon.benchmarks.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.benchmarks.load.LoadPlan;
import io.carillon.benchmarks.load.LoadPlan.Mode;
import io.carillon.benchmarks.load.LoadResult;
import io.carillon.benchmarks.load.LoadResult.Faults;
import io.carillon.benchmarks.load.LoadRun;
import io.carillon.benchmarks.load.LoadTarget;
import io.carillon.benchmarks.load.Period;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every reference server must do, seen by the load client. */
@Timeout(60)
public abstract class ReferenceContract {

  protected static final Faults NO_FAULTS = new Faults(0, 0, 0, 0, 0, 0);
  private static final int CONNECTIONS = 20;
  private static final int MESSAGES = 200;

  /** The port of the server under test. */
  protected abstract int port();

  @Test
  void everyBroadcastReachesEverybodyOnceAndInOrder() throws IOException {
    LoadResult result = run(Mode.FANOUT, "/bench", 4, 128, 0);
    assertThat(result.faults()).isEqualTo(NO_FAULTS);
    assertThat(result.measured().count()).isEqualTo(CONNECTIONS * MESSAGES);
  }

  @Test
  void largeMessagesArriveWhole() throws IOException {
    LoadResult result = run(Mode.FANOUT, "/bench", 2, 50_000, 0);
    assertThat(result.faults()).isEqualTo(NO_FAULTS);
    assertThat(result.measured().count()).isEqualTo(CONNECTIONS * MESSAGES);
  }

  @Test
  void aFixedRateIsKept() throws IOException {
    LoadResult result = run(Mode.FANOUT, "/bench", 4, 128, 1000);
    assertThat(result.faults()).isEqualTo(NO_FAULTS);
    assertThat(result.measured().perSecond()).isLessThan(1100 * CONNECTIONS);
  }

  @Test
  void messagesComeBackToWhoSentThem() throws IOException {
    LoadResult result = run(Mode.ECHO, "/echo", 16, 200, 0);
    assertThat(result.faults()).isEqualTo(NO_FAULTS);
    assertThat(result.measured().count()).isEqualTo(MESSAGES);
  }

  @Test
  void aStormHearsNothingAndTakesNothingAway() throws IOException {
    LoadResult result = run(Mode.STORM, "/bench", 5, 128, 100);
    assertThat(result.faults()).isEqualTo(NO_FAULTS);
    assertThat(result.measured().count()).isEqualTo(CONNECTIONS);
    assertThat(result.longestPauseMillis()).isPositive();
  }

  /** Runs a small plan; the storm's parallel is who watches. */
  protected final LoadResult run(Mode mode, String path, int parallel, int bytes, double perSecond)
      throws IOException {
    LoadTarget target =
        new LoadTarget(port(), path, port(), mode == Mode.HALF ? "/pub?half=1" : "/pub", "", 0);
    Period period =
        new Period(Duration.ZERO, Duration.ofSeconds(20), Duration.ofSeconds(3), MESSAGES);
    return LoadRun.of(new LoadPlan(mode, target, CONNECTIONS, parallel, bytes, perSecond, period));
  }

  /** For servers that know the half. */
  protected final void assertThatTheHalfIsToldApart() throws IOException {
    LoadResult result = run(Mode.HALF, "/bench", 4, 128, 0);
    assertThat(result.faults()).isEqualTo(NO_FAULTS);
    assertThat(result.measured().count()).isEqualTo(CONNECTIONS / 2 * MESSAGES);
  }
}
