package io.carillon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LoadPlanTest {

  private static final LoadTarget TARGET = new LoadTarget(1, "/a", 2, "/b?route=/a", "/c", 3);
  private static final Period PERIOD =
      new Period(Duration.ofMillis(1500), Duration.ofSeconds(4), Duration.ofSeconds(2), 99);

  @Test
  void survivesTheCommandLine() {
    LoadPlan plan = new LoadPlan(LoadPlan.Mode.ECHO, TARGET, 10, 20, 30 + 2, 1.5, PERIOD);
    LoadCommand command = new LoadCommand();
    new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(plan.toArguments().toArray(String[]::new));
    assertThat(command.toPlan()).isEqualTo(plan);
  }

  @Test
  void refusesMessagesWithoutRoomForAStamp() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoadPlan(LoadPlan.Mode.FANOUT, TARGET, 10, 1, 31, 0, PERIOD))
        .withMessageContaining("message-bytes 31");
  }

  @Test
  void aStormNeedsARhythm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoadPlan(LoadPlan.Mode.STORM, TARGET, 10, 1, 32, 0, PERIOD))
        .withMessageContaining("per-second");
  }
}
