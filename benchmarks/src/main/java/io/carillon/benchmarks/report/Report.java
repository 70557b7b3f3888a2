package io.carillon.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.benchmarks.sample.Figure;
import io.carillon.benchmarks.sample.Sample;
import io.carillon.benchmarks.sample.Samples;
import io.carillon.benchmarks.sample.Scenario;
import io.carillon.benchmarks.sample.Spread;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The samples of a comparison as Markdown and charts for people and as JSON for programs. */
public final class Report {

  private final Samples samples;
  private final List<String> notes;

  /**
   * @param notes sentences about what could not be measured here, or not like the rest
   */
  public Report(List<Sample> samples, List<String> notes) {
    this.samples = new Samples(samples);
    this.notes = List.copyOf(notes);
  }

  /**
   * One table a scenario: median (min - max) and, but for the reference itself, the ratio to it.
   */
  public String toMarkdown() {
    StringBuilder out = new StringBuilder(machine()).append('\n');
    for (Scenario scenario : Scenario.ALL) {
      Samples ours = samples.of(scenario);
      if (!ours.isEmpty()) {
        out.append("\n### ").append(scenario.title()).append("\n\n");
        appendTable(out, ours);
      }
    }
    new CrossRatios(samples).appendTo(out);
    new Checks(samples).appendTo(out);
    notes.forEach(note -> out.append('\n').append(note).append('\n'));
    return out.toString();
  }

  private static void appendTable(StringBuilder out, Samples samples) {
    Set<Figure> figures = new TreeSet<>();
    samples.all().forEach(sample -> figures.addAll(sample.figures().keySet()));
    out.append("| server |");
    figures.forEach(figure -> out.append(' ').append(figure.title()).append(" |"));
    out.append("\n|---|").append("---|".repeat(figures.size())).append('\n');
    for (String server : samples.servers()) {
      out.append("| ").append(server).append(" |");
      figures.forEach(figure -> out.append(cell(samples, server, figure)));
      out.append('\n');
    }
  }

  private static String cell(Samples samples, String server, Figure figure) {
    return samples
        .spread(server, figure)
        .map(spread -> " " + figure.print(spread) + ratio(samples, server, spread, figure) + " |")
        .orElse(" - |");
  }

  private static String ratio(Samples samples, String server, Spread spread, Figure figure) {
    return server.equals(Samples.REFERENCE)
        ? ""
        : samples
            .spread(Samples.REFERENCE, figure)
            .map(to -> String.format(Locale.ROOT, " **x %.2f**", spread.median() / to.median()))
            .orElse("");
  }

  /** Everything that was measured, one entry a sample, and the verdicts. */
  public void writeJson(Path file) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine());
    json.put("samples", samples.all());
    json.put("checks", new Checks(samples).judge());
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
  }

  /**
   * The samples that {@link #writeJson} wrote.
   *
   * @throws IOException if the file cannot be read or is none of ours
   */
  public static List<Sample> readJson(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode samples = mapper.readTree(file.toFile()).path("samples");
    if (!samples.isArray()) {
      throw new IOException(file + " has no samples: expected what a comparison wrote");
    }
    return List.of(mapper.treeToValue(samples, Sample[].class));
  }

  /** Writes {@code report.md}, and beside it one {@code .svg} a scenario, which it shows. */
  public void writeTo(Path folder) throws IOException {
    StringBuilder markdown = new StringBuilder(toMarkdown());
    for (Map.Entry<String, BarChart> chart : new Charts(samples).byScenario().entrySet()) {
      String file = chart.getKey() + ".svg";
      Files.writeString(folder.resolve(file), chart.getValue().toSvg());
      markdown.append("\n![").append(chart.getValue().title()).append("](").append(file);
      markdown.append(")\n");
    }
    Files.writeString(folder.resolve("report.md"), markdown);
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
        Samples.REFERENCE);
  }
}
