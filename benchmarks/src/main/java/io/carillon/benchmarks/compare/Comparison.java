package io.carillon.benchmarks.compare;

import io.carillon.benchmarks.load.LoadResult;
import io.carillon.benchmarks.load.Period;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Drives servers through scenarios, round by round.
 *
 * <p>Each round starts every server afresh, warms it up, and goes through the scenarios one by one;
 * in each scenario the servers take turns, and who begins changes from round to round, so that a
 * noisy minute of the machine hits all of them alike. Memory is read of a server that has done
 * nothing else. A run that fails is a sample too, and the comparison goes on.
 */
final class Comparison {

  private final ComparisonPlan plan;
  private final Children children;
  private final Path logs;
  private final ProgressLine progress;
  private final List<Sample> samples = new ArrayList<>();

  Comparison(ComparisonPlan plan, Children children, Path logs) {
    this.plan = plan;
    this.children = children;
    this.logs = logs;
    this.progress = new ProgressLine(System.err, plan.seconds());
  }

  /** Runs all rounds and answers what was measured. */
  List<Sample> run() throws IOException {
    for (int round = 1; round <= plan.rounds(); round++) {
      runRound(round);
    }
    progress.end();
    return samples;
  }

  private void runRound(int round) throws IOException {
    List<ServerProcess> servers = new ArrayList<>();
    try {
      for (Candidate candidate :
          plan.needsWarmServers() ? plan.candidates() : List.<Candidate>of()) {
        progress.begin("round " + round + ", warm-up, " + candidate.name(), plan.warmUpSeconds());
        ServerProcess server = start(candidate);
        servers.add(server);
        LoadProcess.run(children, server, Scenario.WARM_UP, plan.warmUp());
      }
      Collections.rotate(servers, round - 1);
      for (Scenario scenario : plan.scenarios()) {
        if (scenario.isIdle()) {
          plan.candidates().forEach(candidate -> holdIdle(round, scenario, candidate));
        } else {
          servers.forEach(server -> drive(round, scenario, server));
        }
      }
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  private ServerProcess start(Candidate candidate) throws IOException {
    return ServerProcess.start(candidate, children, plan.jvmOptions(), logs);
  }

  private void drive(int round, Scenario scenario, ServerProcess server) {
    String name = server.candidate().name();
    begin(round, scenario, name);
    try {
      Period period = plan.period();
      LoadResult result = LoadProcess.run(children, server, scenario, period);
      Map<Figure, Double> figures = LoadProcess.figures(result, scenario);
      samples.add(new Sample(name, scenario.name(), round, figures, result.faults(), null));
    } catch (IOException e) {
      samples.add(new Sample(name, scenario.name(), round, Map.of(), null, e.getMessage()));
    }
  }

  private void holdIdle(int round, Scenario scenario, Candidate candidate) {
    begin(round, scenario, candidate.name());
    try (ServerProcess server = start(candidate)) {
      Map<Figure, Double> figures = new IdleMemory(children, server).measure();
      samples.add(new Sample(candidate.name(), scenario.name(), round, figures, null, null));
    } catch (IOException e) {
      samples.add(
          new Sample(candidate.name(), scenario.name(), round, Map.of(), null, e.getMessage()));
    }
  }

  private void begin(int round, Scenario scenario, String server) {
    String what = "round %d, %s, %s".formatted(round, scenario.name(), server);
    progress.begin(what, plan.seconds(scenario));
  }
}
