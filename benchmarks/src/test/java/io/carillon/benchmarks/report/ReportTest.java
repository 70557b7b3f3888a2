package io.carillon.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.benchmarks.load.LoadResult.Faults;
import io.carillon.benchmarks.sample.Figure;
import io.carillon.benchmarks.sample.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @Test
  void showsTheMedianTheEndsAndTheRatioToTheReference() {
    Report report =
        new Report(
            List.of(
                sample("nio", 1, 2.0),
                sample("nio", 2, 9.0),
                sample("nio", 3, 4.0),
                sample("other", 1, 5.0),
                sample("other", 2, 7.0)),
            List.of());
    assertThat(report.toMarkdown())
        .contains(
            """
            ### 1,000 x 128 B, 1 in flight

            | server | server CPU, us each |
            |---|---|
            | nio | 4.00 (2.00 - 9.00) |
            | other | 6.00 (5.00 - 7.00) **x 1.50** |
            """);
  }

  @Test
  void comparesWithOneInFlightOfTheReference() {
    Report report =
        new Report(
            List.of(
                sample("nio", 1, 4.0),
                sample("other", 1, 5.0),
                new Sample("other", "fanout-w16", 1, Map.of(Figure.CPU_MICROS, 1.0), null, null)),
            List.of());
    assertThat(report.toMarkdown())
        .contains("| nio | - | - | - | - | - |\n", "| other | - | x 0.25 | - | - | - |\n");
  }

  @Test
  void readsTheSamplesThatItWrote(@TempDir Path folder) throws IOException {
    Path json = folder.resolve("compare.json");
    List<Sample> samples =
        List.of(
            sample("nio", 1, 4.0),
            new Sample("other", "fanout-w1", 1, Map.of(), new Faults(1, 2, 3, 4, 5, 6), null),
            new Sample("other", "fanout-w4", 1, Map.of(), null, "refused"));
    new Report(samples, List.of()).writeJson(json);
    assertThat(Report.readJson(json)).isEqualTo(samples);
    Files.writeString(json, "{}");
    assertThatThrownBy(() -> Report.readJson(json)).hasMessageContaining("has no samples");
  }

  @Test
  void leavesOutWhatFailed() {
    Sample failed = new Sample("nio", "fanout-w1", 1, Map.of(), null, "refused");
    assertThat(failed.isFaulty()).isTrue();
    assertThat(new Report(List.of(failed), List.of()).toMarkdown()).doesNotContain("|");
  }

  @Test
  void writesTheTablesAndAChartAndSaysWhatIsLeftOut(@TempDir Path folder) throws IOException {
    new Report(List.of(sample("nio", 1, 2.0)), List.of("Left out: the sea.")).writeTo(folder);
    assertThat(folder.resolve("report.md"))
        .content()
        .contains("| nio | 2.00 |", "Left out: the sea.", "](fanout-w1.svg)");
    assertThat(folder.resolve("fanout-w1.svg")).content().startsWith("<svg ");
  }

  private static Sample sample(String server, int round, double cpu) {
    return new Sample(server, "fanout-w1", round, Map.of(Figure.CPU_MICROS, cpu), null, null);
  }
}
