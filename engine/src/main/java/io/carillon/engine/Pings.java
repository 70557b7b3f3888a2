package io.carillon.engine;

import io.carillon.engine.message.ConnectionId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * How long it takes to a peer and back, for the connections of which somebody wants to know.
 *
 * <p>Off unless switched on, and then one ping at a time; neither liveness nor the level {@code
 * received} depends on it. Thread-safe; nothing here blocks.
 */
public final class Pings {
  /** More often, and the pings would be the traffic. */
  public static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

  /** Less often, and nobody would know when the next one is due. */
  public static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

  private final Questions questions;

  Pings(Questions questions) {
    this.questions = questions;
  }

  /**
   * Measures now and then again after each interval, in place of what was set before.
   *
   * @param interval zero for once
   * @return false if there is no such connection
   * @throws IllegalArgumentException if the interval is neither zero nor in the bounds above
   */
  public CompletionStage<Boolean> enable(ConnectionId id, Duration interval) {
    boolean isInBounds =
        interval.compareTo(SHORTEST_INTERVAL) >= 0 && interval.compareTo(LONGEST_INTERVAL) <= 0;
    if (!interval.isZero() && !isInBounds) {
      throw new IllegalArgumentException(
          "interval must be zero or from 100ms to 24h, was " + interval);
    }
    return questions.command(id, Commands.ENABLE_PING, interval);
  }

  /** Measures no more and forgets what was measured; false if there is no such connection. */
  public CompletionStage<Boolean> disable(ConnectionId id) {
    return questions.command(id, Commands.DISABLE_PING);
  }

  /** The last round trip; empty if none was measured, or there is no such connection. */
  public CompletionStage<Optional<Duration>> roundTrip(ConnectionId id) {
    return questions.command(id, Commands.PING);
  }
}
