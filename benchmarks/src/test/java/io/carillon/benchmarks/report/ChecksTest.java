package io.carillon.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.benchmarks.report.Checks.Check;
import io.carillon.benchmarks.sample.Figure;
import io.carillon.benchmarks.sample.Sample;
import io.carillon.benchmarks.sample.Samples;
import io.carillon.benchmarks.sample.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChecksTest {

  @Test
  void aRatioWithinItsBoundIsReached() {
    assertThat(checks(cpu("nio", 8), cpu("carillon", 10)))
        .contains(new Check("1 in flight: CPU / nio's", "<= 1.25", "1.25", "reached"));
  }

  @Test
  void aRatioBeyondItsBoundIsNot() {
    assertThat(checks(cpu("netty", 8), cpu("carillon", 10)))
        .contains(new Check("1 in flight: CPU / netty's", "<= 1.00", "1.25", "not reached"));
  }

  @Test
  void aLeastIsReachedFromAbove() {
    assertThat(checks(connects(6100)))
        .contains(new Check("handshakes/s", ">= 6,000", "6,100", "reached"));
    assertThat(checks(connects(5900)))
        .contains(new Check("handshakes/s", ">= 6,000", "5,900", "not reached"));
  }

  @Test
  void whatNeedsAServerThatDidNotRunIsNotMeasured() {
    assertThat(checks(cpu("carillon", 10)))
        .allSatisfy(check -> assertThat(check.verdict()).isEqualTo("not measured"));
    StringBuilder out = new StringBuilder();
    new Checks(new Samples(List.of(cpu("nio", 1)))).appendTo(out);
    assertThat(out).isEmpty();
  }

  @Test
  void theTableSaysWhenTheRoundsWereTooFew() {
    StringBuilder out = new StringBuilder();
    new Checks(new Samples(List.of(connects(7000)))).appendTo(out);
    assertThat(out)
        .contains("Rounds: 1; the goals are set for medians of 5.")
        .contains("| handshakes/s | >= 6,000 | 7,000 | reached |");
  }

  @Test
  void everyGoalIsAboutAScenarioThereIs() {
    List<String> names = Scenario.ALL.stream().map(Scenario::name).toList();
    assertThat(Goal.ALL)
        .hasSize(18)
        .allSatisfy(goal -> assertThat(names).contains(goal.above().scenario()));
  }

  private static List<Check> checks(Sample... samples) {
    return new Checks(new Samples(List.of(samples))).judge();
  }

  private static Sample cpu(String server, double micros) {
    return new Sample(server, "fanout-w1", 1, Map.of(Figure.CPU_MICROS, micros), null, null);
  }

  private static Sample connects(double perSecond) {
    return new Sample("carillon", "connect", 1, Map.of(Figure.PER_SECOND, perSecond), null, null);
  }
}
