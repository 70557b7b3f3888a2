package io.carillon.benchmarks.sample;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.carillon.benchmarks.load.LoadResult.Faults;
import java.util.Map;

/**
 * What one server did in one scenario of one round.
 *
 * @param faults what the load client complained of; null where it only held connections
 * @param failure why there are no figures, or null
 */
public record Sample(
    String server,
    String scenario,
    int round,
    Map<Figure, Double> figures,
    Faults faults,
    String failure) {

  /** The same, so many rounds later. */
  public Sample later(int rounds) {
    return new Sample(server, scenario, round + rounds, figures, faults, failure);
  }

  @JsonIgnore
  public boolean isFaulty() {
    return failure != null || faults != null && faults.total() > 0;
  }

  /** What is wrong, for the reader. */
  public String complaint() {
    return "%s, %s, round %d: %s"
        .formatted(server, scenario, round, failure != null ? failure : faults);
  }
}
