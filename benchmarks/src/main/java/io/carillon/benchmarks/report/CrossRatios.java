package io.carillon.benchmarks.report;

import io.carillon.benchmarks.sample.Figure;
import io.carillon.benchmarks.sample.Samples;
import io.carillon.benchmarks.sample.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The server CPU per delivery of one scenario over that of another: what batching gains over one
 * write per message, and whether ten times the connections cost more each.
 */
final class CrossRatios {

  private static final String BASE = Scenario.BASE.name();

  /** The scenario above the line, and whose {@link #BASE} is below it. */
  private record Ratio(String title, String scenario, boolean toOwn) {}

  private static final List<Ratio> RATIOS =
      List.of(
          new Ratio("4 in flight / nio's 1", "fanout-w4", false),
          new Ratio("16 in flight / nio's 1", "fanout-w16", false),
          new Ratio("10,000 / own 1,000", "fanout-10k", true),
          new Ratio("half / own whole", "tag-half", true),
          new Ratio("received / own written", "received", true));

  private final Samples samples;

  CrossRatios(Samples samples) {
    this.samples = samples;
  }

  /** Appends a table with a line for each server, or nothing if the base was not measured. */
  void appendTo(StringBuilder out) {
    if (cpu(Samples.REFERENCE, BASE).isEmpty()) {
      return;
    }
    out.append("\n### server CPU per delivery across scenarios\n\n| server |");
    RATIOS.forEach(ratio -> out.append(' ').append(ratio.title()).append(" |"));
    out.append("\n|---|").append("---|".repeat(RATIOS.size())).append('\n');
    for (String server : samples.servers()) {
      out.append("| ").append(server).append(" |");
      RATIOS.forEach(ratio -> out.append(cell(server, ratio)));
      out.append('\n');
    }
  }

  private String cell(String server, Ratio ratio) {
    OptionalDouble above = cpu(server, ratio.scenario());
    OptionalDouble below = cpu(ratio.toOwn() ? server : Samples.REFERENCE, BASE);
    return above.isPresent() && below.isPresent()
        ? String.format(Locale.ROOT, " x %.2f |", above.getAsDouble() / below.getAsDouble())
        : " - |";
  }

  private OptionalDouble cpu(String server, String scenario) {
    return samples.median(server, scenario, Figure.CPU_MICROS);
  }
}
