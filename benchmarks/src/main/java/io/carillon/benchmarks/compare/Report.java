package io.carillon.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The samples of a comparison as Markdown for people and as JSON for programs. */
final class Report {

  private final List<Sample> samples;

  Report(List<Sample> samples) {
    this.samples = List.copyOf(samples);
  }

  /**
   * One table a scenario: median (min - max) and, but for the reference itself, the ratio to it.
   */
  String toMarkdown() {
    StringBuilder out = new StringBuilder(machine()).append('\n');
    for (Scenario scenario : Scenario.ALL) {
      List<Sample> ours =
          samples.stream()
              .filter(s -> s.scenario().equals(scenario.name()) && s.failure() == null)
              .toList();
      if (!ours.isEmpty()) {
        out.append("\n### ").append(scenario.title()).append("\n\n");
        appendTable(out, ours);
      }
    }
    new CrossRatios(samples).appendTo(out);
    return out.toString();
  }

  private static void appendTable(StringBuilder out, List<Sample> samples) {
    List<Figure> figures = List.copyOf(samples.get(0).figures().keySet());
    out.append("| server |");
    figures.forEach(figure -> out.append(' ').append(figure.title()).append(" |"));
    out.append("\n|---|").append("---|".repeat(figures.size())).append('\n');
    List<String> servers = samples.stream().map(Sample::server).distinct().toList();
    for (String server : servers) {
      out.append("| ").append(server).append(" |");
      figures.forEach(figure -> out.append(cell(samples, server, figure)));
      out.append('\n');
    }
  }

  private static String cell(List<Sample> samples, String server, Figure figure) {
    Spread spread = spread(samples, server, figure);
    String text = " " + figure.print(spread);
    boolean comparable =
        !server.equals(Candidate.REFERENCE)
            && samples.stream().anyMatch(s -> s.server().equals(Candidate.REFERENCE));
    return text + (comparable ? ratio(samples, spread, figure) : "") + " |";
  }

  private static String ratio(List<Sample> samples, Spread spread, Figure figure) {
    double reference = spread(samples, Candidate.REFERENCE, figure).median();
    return String.format(Locale.ROOT, " **x %.2f**", spread.median() / reference);
  }

  private static Spread spread(List<Sample> samples, String server, Figure figure) {
    return Spread.of(
        samples.stream()
            .filter(s -> s.server().equals(server))
            .map(s -> s.figures().get(figure))
            .collect(Collectors.toList()));
  }

  /** Everything that was measured, one entry a sample. */
  void writeJson(Path file) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine());
    json.put("samples", samples);
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%d cores, load average %.1f at the end, Linux %s, Java %s, loopback; "
            + "median (min - max), ratio to %s",
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        System.getProperty("os.version"),
        System.getProperty("java.version"),
        Candidate.REFERENCE);
  }
}
