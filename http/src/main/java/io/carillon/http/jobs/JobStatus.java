package io.carillon.http.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * A job and how it fares.
 *
 * @param isConfigured whether it stands in the configuration, and so cannot be changed
 * @param nextRunAt when it is due again; empty if never
 * @param runs how many have begun
 * @param skipped how many times it was due while a run was under way
 */
public record JobStatus(
    Job job,
    boolean isConfigured,
    Optional<Instant> nextRunAt,
    long runs,
    long skipped,
    Optional<JobRun> lastRun) {

  JobStatus withLastRun(JobRun newer) {
    return new JobStatus(job, isConfigured, nextRunAt, runs, skipped, Optional.of(newer));
  }
}
