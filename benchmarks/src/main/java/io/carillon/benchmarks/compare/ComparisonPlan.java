package io.carillon.benchmarks.compare;

import io.carillon.benchmarks.load.Period;
import io.carillon.benchmarks.sample.Kind;
import io.carillon.benchmarks.sample.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a comparison does, and how long that takes.
 *
 * @param rounds 1 to 100
 * @param warmUp of a server that has just started; checked, not reported
 * @param period of each scenario but those that only hold connections
 * @param jvmOptions given to every server alike
 */
record ComparisonPlan(
    List<Candidate> candidates,
    List<Scenario> scenarios,
    int rounds,
    Period warmUp,
    Period period,
    List<String> jvmOptions) {

  private static final int MAX_ROUNDS = 100;

  ComparisonPlan {
    candidates = List.copyOf(candidates);
    scenarios = List.copyOf(scenarios);
    jvmOptions = List.copyOf(jvmOptions);
    if (candidates.isEmpty() || scenarios.isEmpty() || rounds < 1 || rounds > MAX_ROUNDS) {
      throw new IllegalArgumentException(
          "a comparison needs a server, a scenario, and 1 to " + MAX_ROUNDS + " rounds");
    }
  }

  /** Whether there is anything to do but to read the memory of fresh servers. */
  boolean needsWarmServers() {
    return !scenarios.stream().allMatch(Scenario::isIdle);
  }

  int mostConnections() {
    return scenarios.stream().mapToInt(Scenario::connections).max().orElse(0);
  }

  /** What each server goes through first: nothing that no scenario needs. */
  List<Scenario> warmUps() {
    if (!needsWarmServers()) {
      return List.of();
    }
    Set<Kind> kinds = scenarios.stream().map(Scenario::kind).collect(Collectors.toSet());
    return Scenario.WARM_UPS.stream()
        .filter(scenario -> scenario.kind() == Kind.FANOUT || kinds.contains(scenario.kind()))
        .toList();
  }

  double warmUpSeconds(Scenario scenario) {
    return seconds(warmUp) + scenario.overheadSeconds();
  }

  double seconds(Scenario scenario) {
    boolean timed = !scenario.isIdle() && scenario.kind() != Kind.STORM;
    return scenario.overheadSeconds() + (timed ? seconds(period) : 0);
  }

  /** A storm lasts as long as its connects take, at most 40 s, after a calm of one second. */
  Period period(Scenario scenario) {
    return scenario.kind() == Kind.STORM
        ? Period.of(Duration.ofSeconds(1), Duration.ofSeconds(40))
        : period;
  }

  private static double seconds(Period period) {
    return period.warmUp().plus(period.measured()).toMillis() / 1e3;
  }

  /** All rounds. */
  double seconds() {
    return rounds * candidates.stream().mapToDouble(this::roundSeconds).sum();
  }

  private double roundSeconds(Candidate candidate) {
    return warmUps().stream()
            .filter(scenario -> candidate.dialect().knows(scenario.kind()))
            .mapToDouble(this::warmUpSeconds)
            .sum()
        + scenarios.stream()
            .filter(scenario -> candidate.dialect().knows(scenario.kind()))
            .mapToDouble(this::seconds)
            .sum();
  }

  @Override
  public String toString() {
    long seconds = Math.round(seconds());
    return "%d scenarios, %d servers, %d round(s): about %d:%02d minutes"
        .formatted(scenarios.size(), candidates.size(), rounds, seconds / 60, seconds % 60);
  }
}
