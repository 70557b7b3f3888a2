package io.carillon.http.settings;

import io.carillon.http.jobs.Job;
import io.carillon.http.jobs.RunOn;
import java.util.List;

/**
 * Broadcasts by the clock; {@code carillon.jobs} in reference.conf says what they are made of.
 *
 * @param most jobs that there may be, those that the API defines included
 * @param runOn which nodes of a cluster run those of the configuration
 * @param configured in the order of their names
 */
public record JobSettings(int most, RunOn runOn, List<Job> configured) {
  public JobSettings {
    configured = List.copyOf(configured);
  }
}
