package io.carillon.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.benchmarks.load.LoadResult.Faults;
import io.carillon.benchmarks.load.Period;
import io.carillon.benchmarks.reference.FaultyServer;
import io.carillon.benchmarks.report.Report;
import io.carillon.benchmarks.sample.Figure;
import io.carillon.benchmarks.sample.Kind;
import io.carillon.benchmarks.sample.Sample;
import io.carillon.benchmarks.sample.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ComparisonTest {

  private static final Scenario SMALL = new Scenario("fanout-w4", "small", Kind.FANOUT, 20, 4, 128);
  private static final Period SHORT =
      new Period(
          Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(700), Long.MAX_VALUE);
  private static final Candidate FAULTY =
      new Candidate("faulty", FaultyServer.class.getName(), Dialect.REFERENCE, List.of());

  @TempDir private Path logs;

  @Test
  void measuresAServerAndLeavesNoProcessBehind() throws IOException {
    Sample sample = sampleOf(Candidate.USUAL.get(0));
    assertThat(sample.isFaulty()).isFalse();
    assertThat(sample.figures().get(Figure.CPU_MICROS)).isPositive();
    assertThat(sample.figures().get(Figure.PER_SECOND)).isPositive();
    assertThat(new Report(List.of(sample), List.of()).toMarkdown())
        .contains("### 1,000 x 128 B", "| nio | ");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aLostDeliveryIsAFaultOfTheSample() throws IOException {
    Sample sample = sampleOf(FAULTY);
    assertThat(sample.isFaulty()).isTrue();
    assertThat(sample.faults()).isEqualTo(new Faults(1, 0, 0, 0, 0, 0));
    assertThat(sample.complaint()).contains("faulty", "missing=1");
  }

  /** Without the warm-up of a whole comparison, which would take the fault upon itself. */
  private Sample sampleOf(Candidate candidate) throws IOException {
    try (Children children = new Children();
        ServerProcess server = ServerProcess.start(candidate, children, List.of(), logs)) {
      ComparisonPlan plan =
          new ComparisonPlan(List.of(candidate), List.of(SMALL), 1, SHORT, SHORT, List.of());
      return new Comparison(plan, children, logs).drive(1, SMALL, server, SHORT);
    }
  }
}
