package io.carillon.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The server CPU per delivery of one scenario over that of another: what batching gains over one
 * write per message, and whether ten times the connections cost more each.
 */
final class CrossRatios {

  private static final String BASE = "fanout-w1";

  /** The scenario above the line, and whose {@link #BASE} is below it. */
  private record Ratio(String title, String scenario, boolean toOwn) {}

  private static final List<Ratio> RATIOS =
      List.of(
          new Ratio("4 in flight / nio's 1", "fanout-w4", false),
          new Ratio("16 in flight / nio's 1", "fanout-w16", false),
          new Ratio("10,000 / own 1,000", "fanout-10k", true));

  private final List<Sample> samples;

  CrossRatios(List<Sample> samples) {
    this.samples = samples;
  }

  /** Appends a table with a line for each server, or nothing if the base was not measured. */
  void appendTo(StringBuilder out) {
    if (median(Candidate.REFERENCE, BASE).isEmpty()) {
      return;
    }
    out.append("\n### server CPU per delivery across scenarios\n\n| server |");
    RATIOS.forEach(ratio -> out.append(' ').append(ratio.title()).append(" |"));
    out.append("\n|---|").append("---|".repeat(RATIOS.size())).append('\n');
    for (String server : samples.stream().map(Sample::server).distinct().toList()) {
      out.append("| ").append(server).append(" |");
      RATIOS.forEach(ratio -> out.append(cell(server, ratio)));
      out.append('\n');
    }
  }

  private String cell(String server, Ratio ratio) {
    OptionalDouble above = median(server, ratio.scenario());
    OptionalDouble below = median(ratio.toOwn() ? server : Candidate.REFERENCE, BASE);
    return above.isPresent() && below.isPresent()
        ? String.format(Locale.ROOT, " x %.2f |", above.getAsDouble() / below.getAsDouble())
        : " - |";
  }

  private OptionalDouble median(String server, String scenario) {
    List<Double> cpu =
        samples.stream()
            .filter(s -> s.server().equals(server) && s.scenario().equals(scenario))
            .filter(s -> s.figures().containsKey(Figure.CPU_MICROS))
            .map(s -> s.figures().get(Figure.CPU_MICROS))
            .toList();
    return cpu.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Spread.of(cpu).median());
  }
}
