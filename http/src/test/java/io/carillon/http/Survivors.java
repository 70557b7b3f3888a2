package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What may be expected of those who are left when one node does not answer any more.
 *
 * @param gone the name of that node
 * @param here connections of all others
 * @param there its own
 */
record Survivors(String gone, int here, int there) {
  /** For an answer to come through HTTP on a machine that has little CPU to spare. */
  private static final Duration MARGIN = Duration.ofMillis(750);

  /** All in time, exact about the rest, and with the name of who is missing. */
  void check(List<Outcome> outcomes, Duration timeout) {
    checkInTime(outcomes, timeout);
    outcomes.forEach(this::check);
    assertThat(outcomes).anyMatch(outcome -> outcome.missing().equals(Set.of(gone)));
  }

  /** No answer came later than asked for. */
  static void checkInTime(List<Outcome> outcomes, Duration timeout) {
    Duration slowest = outcomes.stream().map(Outcome::took).max(Comparator.naturalOrder()).get();
    long incomplete = outcomes.stream().filter(outcome -> !outcome.complete()).count();
    System.out.printf(
        "%d answers, %d of them incomplete, the slowest after %d ms%n",
        outcomes.size(), incomplete, slowest.toMillis());
    assertThat(slowest).isLessThan(timeout.plus(MARGIN));
  }

  private void check(Outcome outcome) {
    int expected = outcome.reporting().contains(gone) ? here + there : here;
    int pending = outcome.receipt().get("pending").asInt();
    assertThat(outcome.missing()).isSubsetOf(gone);
    assertThat(outcome.receipt().get("targeted").asInt())
        .as("%s", outcome.receipt())
        .isEqualTo(expected);
    assertThat(outcome.written() + pending).isEqualTo(expected);
    assertThat(outcome.complete()).isEqualTo(outcome.missing().isEmpty() && pending == 0);
  }
}
