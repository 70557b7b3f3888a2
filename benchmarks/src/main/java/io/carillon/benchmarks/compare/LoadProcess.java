package io.carillon.benchmarks.compare;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.benchmarks.load.LoadPlan;
import io.carillon.benchmarks.load.LoadResult;
import io.carillon.benchmarks.load.Period;
import io.carillon.benchmarks.sample.Figure;
import io.carillon.benchmarks.sample.Kind;
import io.carillon.benchmarks.sample.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One run of the load client in a process of its own. */
final class LoadProcess {

  private static final long MARGIN_SECONDS = 60;
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private LoadProcess() {}

  /** Command line of a load client with these arguments. */
  static ProcessBuilder command(List<String> arguments) {
    return new ProcessBuilder(
        Children.java(List.of("-Xmx512m"), "io.carillon.benchmarks.Main", arguments));
  }

  /**
   * Drives the server with a scenario, at a fixed rate of messages unless that is 0.
   *
   * @throws IOException if the client could not do its work; faults it found are in the result
   */
  static LoadResult run(
      Children children, ServerProcess server, Scenario scenario, double perSecond, Period period)
      throws IOException {
    LoadPlan plan =
        new LoadPlan(
            scenario.kind().mode(),
            server.target(scenario.kind()),
            scenario.connections(),
            scenario.parallel(),
            scenario.bytes(),
            perSecond,
            period);
    List<String> arguments = new ArrayList<>(List.of("load"));
    arguments.addAll(plan.toArguments());
    long seconds = period.warmUp().plus(period.measured()).toSeconds() + MARGIN_SECONDS;
    String printed = children.run(command(arguments), seconds);
    if (printed.isBlank()) {
      throw new IOException("the load client found no answer; what it says is above");
    }
    return JSON.readValue(printed, LoadResult.class);
  }

  /** What the table shows of a result. */
  static Map<Figure, Double> figures(LoadResult result, Kind kind) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.CPU_MICROS, result.cpuMicros());
    figures.put(Figure.PER_SECOND, result.measured().perSecond());
    figures.put(Figure.P50_MICROS, result.latency().p50());
    figures.put(Figure.P99_MICROS, result.latency().p99());
    if (kind == Kind.PACED) {
      figures.put(Figure.P999_MICROS, result.latency().p999());
    }
    if (kind == Kind.STORM) {
      figures.put(Figure.PAUSE_MILLIS, result.longestPauseMillis());
    }
    if (result.answers().p50() > 0) {
      figures.put(Figure.ANSWER_P50_MICROS, result.answers().p50());
    }
    return figures;
  }
}
