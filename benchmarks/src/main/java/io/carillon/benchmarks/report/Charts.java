package io.carillon.benchmarks.report;

import io.carillon.benchmarks.sample.Figure;
import io.carillon.benchmarks.sample.Samples;
import io.carillon.benchmarks.sample.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One chart for each scenario that was measured, of the figure that says most about it. */
final class Charts {

  private static final String EMPHASIZED = "carillon";

  private final Samples samples;

  Charts(Samples samples) {
    this.samples = samples;
  }

  /** The charts by the name of their scenario. */
  Map<String, BarChart> byScenario() {
    Map<String, BarChart> charts = new LinkedHashMap<>();
    for (Scenario scenario : Scenario.ALL) {
      Samples ours = samples.of(scenario);
      Figure figure = scenario.kind().headline();
      List<BarChart.Bar> bars =
          ours.servers().stream()
              .flatMap(
                  server ->
                      ours.spread(server, figure).stream()
                          .map(
                              spread ->
                                  new BarChart.Bar(
                                      server,
                                      spread,
                                      figure.print(spread),
                                      server.startsWith(EMPHASIZED))))
              .toList();
      if (!bars.isEmpty()) {
        String unit = figure.title() + "; median, whiskers from min to max; less is better";
        charts.put(scenario.name(), new BarChart(scenario.title(), unit, bars));
      }
    }
    return charts;
  }
}
