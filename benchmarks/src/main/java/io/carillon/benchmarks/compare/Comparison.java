package io.carillon.benchmarks.compare;

import io.carillon.benchmarks.load.LoadResult;
import io.carillon.benchmarks.load.Period;
import io.carillon.benchmarks.sample.Figure;
import io.carillon.benchmarks.sample.Sample;
import io.carillon.benchmarks.sample.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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

  /** Broadcasts a second to those who watch a storm: one every 20 ms. */
  private static final double STORM_RATE = 50;

  /**
   * The share of its own deliveries a second, with one message in flight in the same round, at
   * which a server's latency is measured. A rate that all share would drown the slowest.
   */
  private static final double PACED_SHARE = 0.3;

  private final ComparisonPlan plan;
  private final Children children;
  private final Path logs;
  private final ProgressLine progress;
  private final List<Sample> samples = new ArrayList<>();

  /** Deliveries a second with one message in flight, by name of the server and round. */
  private final Map<String, Double> maxima = new HashMap<>();

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
      ServerProcess server = start(candidate);
      servers.add(server);
      for (Scenario scenario : plan.warmUps()) {
        if (!candidate.dialect().knows(scenario.kind())) {
          continue;
        }
        String what = "round %d, %s, %s".formatted(round, scenario.name(), candidate.name());
        progress.begin(what, plan.warmUpSeconds(scenario));
        samples.add(drive(round, scenario, server, plan.warmUp()));
      }
    }
  }

  private void runScenario(int round, Scenario scenario, List<ServerProcess> servers) {
    if (scenario.isIdle()) {
      for (Candidate candidate : plan.candidates()) {
        samples.add(holdIdle(round, scenario, candidate));
      }
      return;
    }
    for (ServerProcess server : servers) {
      if (server.candidate().dialect().knows(scenario.kind())) {
        begin(round, scenario, server.candidate().name());
        samples.add(drive(round, scenario, server, plan.period(scenario)));
      }
    }
  }

  private ServerProcess start(Candidate candidate) throws IOException {
    return ServerProcess.start(candidate, children, plan.jvmOptions(), logs);
  }

  /** Lets the load client loose on a server. */
  Sample drive(int round, Scenario scenario, ServerProcess server, Period period) {
    String name = server.candidate().name();
    try {
      double rate = messagesPerSecond(round, scenario, server);
      LoadResult result = LoadProcess.run(children, server, scenario, rate, period);
      if (scenario.equals(Scenario.BASE)) {
        maxima.put(name + round, result.measured().perSecond());
      }
      Map<Figure, Double> figures = LoadProcess.figures(result, scenario.kind());
      return new Sample(name, scenario.name(), round, figures, result.faults(), null);
    } catch (IOException e) {
      return new Sample(name, scenario.name(), round, Map.of(), null, e.getMessage());
    }
  }

  /** The rate of a scenario that has one, else 0. */
  private double messagesPerSecond(int round, Scenario scenario, ServerProcess server)
      throws IOException {
    return switch (scenario.kind()) {
      case STORM -> STORM_RATE;
      case PACED -> PACED_SHARE * maximum(round, server) / scenario.connections();
      default -> 0;
    };
  }

  /**
   * The deliveries a second of this server in this round with one message in flight; measured now
   * if that scenario was left out.
   */
  private double maximum(int round, ServerProcess server) throws IOException {
    Double known = maxima.get(server.candidate().name() + round);
    return known != null
        ? known
        : LoadProcess.run(children, server, Scenario.BASE, 0, plan.period()).measured().perSecond();
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
