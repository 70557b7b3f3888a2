package io.carillon.benchmarks.report;

import io.carillon.benchmarks.sample.Samples;
import java.util.List;
import java.util.OptionalDouble;

/** Each goal beside what was measured. Says what was not reached; fails nothing. */
final class Checks {

  private static final int ROUNDS_WANTED = 5;

  private final Samples samples;

  Checks(Samples samples) {
    this.samples = samples;
  }

  /**
   * One goal and its verdict.
   *
   * @param verdict {@code reached}, {@code not reached} or {@code not measured}
   */
  record Check(String title, String wanted, String measured, String verdict) {}

  /** All goals, judged. */
  List<Check> judge() {
    return Goal.ALL.stream().map(this::judge).toList();
  }

  private Check judge(Goal goal) {
    OptionalDouble measured = goal.measured(samples);
    if (measured.isEmpty()) {
      return new Check(goal.title(), goal.wanted(), "-", "not measured");
    }
    double value = measured.getAsDouble();
    String verdict = goal.isReachedBy(value) ? "reached" : "not reached";
    return new Check(goal.title(), goal.wanted(), Goal.print(value), verdict);
  }

  /** Appends the table, or nothing if no goal was measured. */
  void appendTo(StringBuilder out) {
    List<Check> checks = judge();
    if (checks.stream().allMatch(check -> check.verdict().equals("not measured"))) {
      return;
    }
    out.append("\n### what Carillon must reach\n\n");
    if (samples.rounds() < ROUNDS_WANTED) {
      out.append(
          "Rounds: %d; the goals are set for medians of %d.\n\n"
              .formatted(samples.rounds(), ROUNDS_WANTED));
    }
    out.append("| figure | wanted | measured | |\n|---|---|---|---|\n");
    for (Check check : checks) {
      out.append(
          "| %s | %s | %s | %s |\n"
              .formatted(check.title(), check.wanted(), check.measured(), check.verdict()));
    }
  }
}
