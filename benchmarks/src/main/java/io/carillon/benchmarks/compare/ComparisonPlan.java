package io.carillon.benchmarks.compare;

import io.carillon.benchmarks.load.Period;
import java.util.List;

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

  double warmUpSeconds() {
    return seconds(warmUp) + Scenario.WARM_UP.overheadSeconds();
  }

  double seconds(Scenario scenario) {
    return scenario.overheadSeconds() + (scenario.isIdle() ? 0 : seconds(period));
  }

  private static double seconds(Period period) {
    return period.warmUp().plus(period.measured()).toMillis() / 1e3;
  }

  /** All rounds. */
  double seconds() {
    double round = scenarios.stream().mapToDouble(this::seconds).sum();
    double warmUp = needsWarmServers() ? warmUpSeconds() : 0;
    return rounds * candidates.size() * (warmUp + round);
  }
}
