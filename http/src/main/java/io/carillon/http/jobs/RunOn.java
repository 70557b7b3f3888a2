package io.carillon.http.jobs;

/** Which nodes of a cluster run the jobs of the configuration. */
public enum RunOn {
  /** The oldest alone, for all; when it is lost, none does until the next one is sure to be. */
  LEADER,
  /** Each that has them. */
  EACH
}
