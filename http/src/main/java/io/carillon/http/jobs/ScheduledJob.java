package io.carillon.http.jobs;

import io.carillon.engine.message.Receipt;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A job that is defined, and what is known of its runs. At most one run is under way. Owned by the
 * {@link JobScheduler}.
 */
final class ScheduledJob {
  final Job job;
  final boolean isConfigured;
  final Timetable timetable;
  private final JobClock clock;
  private Instant startedAt;
  private long runs;
  private long skipped;
  private boolean isRunning;
  private Optional<JobRun> lastRun = Optional.empty();

  ScheduledJob(Job job, boolean isConfigured, JobClock clock) {
    this.job = job;
    this.isConfigured = isConfigured;
    this.clock = clock;
    this.timetable = job.schedule().begin(clock);
  }

  boolean isRunning() {
    return isRunning;
  }

  void skip() {
    skipped++;
  }

  /** Begins a run; {@link #end} must follow. */
  CompletionStage<Receipt> begin(JobEngine engine) {
    isRunning = true;
    runs++;
    startedAt = clock.now();
    long number = runs;
    Instant at = startedAt;
    CompletionStage<Integer> connections =
        job.template().countsConnections()
            ? engine.connectionCount(job.target())
            : CompletableFuture.completedFuture(0);
    return connections.thenCompose(count -> send(engine, number, at, count));
  }

  /** Notes how the run that is under way ended. */
  JobRun end(Optional<Receipt> receipt, Optional<JobRun.Failure> failure) {
    JobRun run = new JobRun(runs, startedAt, receipt, failure);
    isRunning = false;
    lastRun = Optional.of(run);
    return run;
  }

  JobStatus status() {
    return new JobStatus(job, isConfigured, timetable.next(), runs, skipped, lastRun);
  }

  private CompletionStage<Receipt> send(JobEngine engine, long run, Instant at, int connections) {
    Moment moment = new Moment(job.name(), at, job.schedule().zone(), run, connections);
    return engine.broadcast(job.target(), job.message(moment), job.options());
  }
}
