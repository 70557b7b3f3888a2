package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;

/** What nodes of one cluster called complete counts, and what they must not. */
final class Claims {
  private final List<Outcome> complete;

  private Claims(List<Outcome> complete) {
    this.complete = complete;
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

  /** A node that others once counted with, and then completely without, is never back. */
  private void checkWasNotTakenOut(Outcome claim) {
    List<Outcome> before =
        complete.stream().filter(other -> other.answered() < claim.asked()).toList();
    long firstWith =
        before.stream()
            .filter(other -> other.reporting().contains(claim.node()))
            .mapToLong(Outcome::answered)
            .min()
            .orElse(Long.MAX_VALUE);
    assertThat(before)
        .as("speaks for all after it was taken out: %s", claim.receipt())
        .noneMatch(other -> other.asked() > firstWith && !other.reporting().contains(claim.node()));
  }
}
