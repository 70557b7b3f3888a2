package io.carillon.http.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one webhook does at one moment. Every event that was of interest is in exactly one of {@code
 * delivered}, {@code dropped}, {@code rejected}, {@code abandoned} and the queue, but for those on
 * their way from one to another.
 */
public record Snapshot(String name, Queue queue, Events events, Attempts attempts) {

  /**
   * What waits or is under way.
   *
   * @param oldest how long the first of them has waited; zero if there is none
   */
  public record Queue(long events, long bytes, Duration oldest) {}

  /**
   * What became of events since the start.
   *
   * @param delivered answered with 2xx
   * @param dropped never queued: there was no room
   * @param rejected answered with a status that is not retried
   * @param abandoned given up: every attempt failed, or the server stopped
   */
  public record Events(long delivered, long dropped, long rejected, long abandoned) {}

  /**
   * What became of batches since the start.
   *
   * @param delivered batches that were answered with 2xx
   * @param failed attempts that were not
   * @param lastFailure what went wrong then
   */
  public record Attempts(
      long delivered,
      long failed,
      Optional<Instant> lastDeliveryAt,
      Optional<Instant> lastFailureAt,
      Optional<String> lastFailure) {}
}
