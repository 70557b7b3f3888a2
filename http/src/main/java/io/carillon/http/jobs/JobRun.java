package io.carillon.http.jobs;

import io.carillon.engine.message.Receipt;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a job that has ended.
 *
 * @param number from 1, since the job was defined
 * @param receipt as it was answered, or has become since; empty if nothing was sent
 * @param failure why nothing was sent; empty if something was
 */
public record JobRun(
    long number, Instant startedAt, Optional<Receipt> receipt, Optional<Failure> failure) {

  /** Why nothing was sent. */
  public enum Failure {
    /** Too many broadcasts were in flight. */
    BUSY,
    /** A fault of ours, which is logged. */
    ERROR
  }

  JobRun withReceipt(Receipt newer) {
    return new JobRun(number, startedAt, Optional.of(newer), failure);
  }
}
