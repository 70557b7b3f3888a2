package io.carillon.engine.message;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a broadcast is carried out.
 *
 * @param level the level at which a target counts as reached; default {@link Level#WRITTEN}
 * @param timeout when the answer is given at the latest, counted from the start of the broadcast;
 *     positive and at most {@link #MAX_TIMEOUT}, default 1 s
 * @param quorum answer as soon as this many targets reached the level, at least 1; empty waits for
 *     all
 * @param timeToLive a frame that waited this long in an outbox is dropped ({@link
 *     FailureReason#EXPIRED}); positive, empty keeps it
 * @param conflationKey on routes that conflate, this message replaces a waiting one with the same
 *     key; empty replaces none
 * @param latency whether to record how long each target took; costs little but not nothing
 */
public record BroadcastOptions(
    Level level,
    Duration timeout,
    Optional<Integer> quorum,
    Optional<Duration> timeToLive,
    Optional<String> conflationKey,
    boolean latency) {

  /** Longer than any caller waits for an answer. */
  public static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  public static final BroadcastOptions DEFAULT =
      new BroadcastOptions(
          Level.WRITTEN,
          Duration.ofSeconds(1),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  public BroadcastOptions {
    Objects.requireNonNull(level, "level");
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "timeout must be positive and at most " + MAX_TIMEOUT + ", was " + timeout);
    }
    if (quorum.isPresent() && quorum.get() < 1) {
      throw new IllegalArgumentException("quorum must be at least 1, was " + quorum.get());
    }
    if (timeToLive.isPresent() && (timeToLive.get().isNegative() || timeToLive.get().isZero())) {
      throw new IllegalArgumentException("timeToLive must be positive, was " + timeToLive.get());
    }
    Objects.requireNonNull(conflationKey, "conflationKey");
  }

  public BroadcastOptions withLevel(Level newLevel) {
    return new BroadcastOptions(newLevel, timeout, quorum, timeToLive, conflationKey, latency);
  }

  public BroadcastOptions withTimeout(Duration newTimeout) {
    return new BroadcastOptions(level, newTimeout, quorum, timeToLive, conflationKey, latency);
  }

  public BroadcastOptions withQuorum(int newQuorum) {
    return new BroadcastOptions(
        level, timeout, Optional.of(newQuorum), timeToLive, conflationKey, latency);
  }

  public BroadcastOptions withTimeToLive(Duration newTimeToLive) {
    return new BroadcastOptions(
        level, timeout, quorum, Optional.of(newTimeToLive), conflationKey, latency);
  }

  public BroadcastOptions withConflationKey(String key) {
    return new BroadcastOptions(level, timeout, quorum, timeToLive, Optional.of(key), latency);
  }

  public BroadcastOptions withLatency() {
    return new BroadcastOptions(level, timeout, quorum, timeToLive, conflationKey, true);
  }
}
