package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What nodes of one cluster called complete counts, and what they must not. */
final class Claims {
  private final List<Outcome> complete;
  private final Set<String> founders;

  private Claims(List<Outcome> complete) {
    this.complete = complete;
    this.founders =
        complete.stream()
            .min(Comparator.comparingLong(Outcome::answered))
            .map(Outcome::reporting)
            .orElseGet(Set::of);
  }

  /** Checks all that was answered in some time, at the begin of which the cluster was whole. */
  static void check(List<Outcome> outcomes) {
    Claims claims = new Claims(outcomes.stream().filter(Outcome::complete).toList());
    for (Outcome claim : claims.complete) {
      assertThat(claim.reporting()).as("has a part in its own count").contains(claim.node());
      claims.checkNoOtherHalf(claim);
      claims.checkWasNotTakenOut(claim);
    }
  }

  private void checkNoOtherHalf(Outcome claim) {
    for (Outcome other : complete) {
      if (claim.asked() <= other.answered() && other.asked() <= claim.answered()) {
        assertThat(Collections.disjoint(claim.reporting(), other.reporting()))
            .as("two halves at once: %s and %s", claim.receipt(), other.receipt())
            .isFalse();
      }
    }
  }

  /** A node that others once counted completely without is never back; it has a new name then. */
  private void checkWasNotTakenOut(Outcome claim) {
    if (founders.contains(claim.node())) {
      assertThat(complete)
          .as("speaks for all after it was taken out: %s", claim.receipt())
          .noneMatch(
              other ->
                  other.answered() < claim.asked() && !other.reporting().contains(claim.node()));
    }
  }
}
