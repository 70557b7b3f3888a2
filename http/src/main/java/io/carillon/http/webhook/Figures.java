package io.carillon.http.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the events of one webhook, since the start. Counted by whoever is told of events
 * and by the sender, read by anybody. Thread-safe.
 */
final class Figures {
  /** Why an attempt did not work. */
  private record Failure(Instant at, String reason) {}

  final LongAdder delivered = new LongAdder();
  final LongAdder batches = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder abandoned = new LongAdder();
  final LongAdder failedAttempts = new LongAdder();

  private final AtomicReference<Optional<Instant>> oldest = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Instant>> lastDelivery =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Failure>> lastFailure =
      new AtomicReference<>(Optional.empty());

  /** Events that the receiver will never hear of. */
  long lost() {
    return dropped.sum() + rejected.sum() + abandoned.sum();
  }

  /** Notes since when the first event in the queue waits, if there is one. */
  void waitingSince(Optional<Instant> at) {
    oldest.set(at);
  }

  /** Counts one batch and its events. */
  void deliveredAt(Instant now, int events) {
    delivered.add(events);
    batches.increment();
    lastDelivery.set(Optional.of(now));
  }

  void failedAt(Instant now, String reason) {
    failedAttempts.increment();
    lastFailure.set(Optional.of(new Failure(now, reason)));
  }

  /** How long the first event in the queue has waited; zero if there is none. */
  Duration oldestAge(Instant now) {
    return oldest
        .get()
        .map(since -> Duration.between(since, now))
        .filter(age -> !age.isNegative())
        .orElse(Duration.ZERO);
  }

  Snapshot snapshot(String name, Room room, Instant now) {
    Optional<Failure> failure = lastFailure.get();
    return new Snapshot(
        name,
        new Snapshot.Queue(room.events(), room.bytes(), oldestAge(now)),
        new Snapshot.Events(delivered.sum(), dropped.sum(), rejected.sum(), abandoned.sum()),
        new Snapshot.Attempts(
            batches.sum(),
            failedAttempts.sum(),
            lastDelivery.get(),
            failure.map(Failure::at),
            failure.map(Failure::reason)));
  }
}
