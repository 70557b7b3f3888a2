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
      if (plan.needsWarmServers()) {
        startWarm(round, servers);
      }
      Collections.rotate(servers, round - 1);
      for (Scenario scenario : plan.scenarios()) {
        runScenario(round, scenario, servers);
      }
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  /** Adds each server as soon as it runs, so that the caller can stop them if one does not. */
  private void startWarm(int round, List<ServerProcess> servers) throws IOException {
    for (Candidate candidate : plan.candidates()) {
      progress.begin("round " + round + ", warm-up, " + candidate.name(), plan.warmUpSeconds());
      ServerProcess server = start(candidate);
      servers.add(server);
      samples.add(drive(round, Scenario.WARM_UP, server, plan.warmUp()));
    }
  }

  private void runScenario(int round, Scenario scenario, List<ServerProcess> servers) {
    if (scenario.isIdle()) {
      for (Candidate candidate : plan.candidates()) {
        samples.add(holdIdle(round, scenario, candidate));
      }
    } else {
      for (ServerProcess server : servers) {
        samples.add(measure(round, scenario, server));
      }
    }
  }

  private ServerProcess start(Candidate candidate) throws IOException {
    return ServerProcess.start(candidate, children, plan.jvmOptions(), logs);
  }

  private Sample measure(int round, Scenario scenario, ServerProcess server) {
    begin(round, scenario, server.candidate().name());
    return drive(round, scenario, server, plan.period());
  }

  /** Lets the load client loose on a server. */
  Sample drive(int round, Scenario scenario, ServerProcess server, Period period) {
    String name = server.candidate().name();
    try {
      LoadResult result = LoadProcess.run(children, server, scenario, period);
      Map<Figure, Double> figures = LoadProcess.figures(result, scenario);
      return new Sample(name, scenario.name(), round, figures, result.faults(), null);
    } catch (IOException e) {
      return new Sample(name, scenario.name(), round, Map.of(), null, e.getMessage());
    }
  }

  private Sample holdIdle(int round, Scenario scenario, Candidate candidate) {
    begin(round, scenario, candidate.name());
    try (ServerProcess server = start(candidate)) {
      Map<Figure, Double> figures = new IdleMemory(children, server).measure();
      return new Sample(candidate.name(), scenario.name(), round, figures, null, null);
    } catch (IOException e) {
      return new Sample(candidate.name(), scenario.name(), round, Map.of(), null, e.getMessage());
    }
  }

  private void begin(int round, Scenario scenario, String server) {
    String what = "round %d, %s, %s".formatted(round, scenario.name(), server);
    progress.begin(what, plan.seconds(scenario));
  }
}
