package io.carillon.engine;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.SentMessages;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The last messages that broadcasts wrote to those connections of which somebody wants to know.
 *
 * <p>Off unless switched on, and free then. What an application pushes to its own peer is not
 * recorded. Thread-safe; nothing here blocks. Bounded for each connection by {@code
 * carillon.engine.state.sent-messages} and {@code sent-bytes}: the oldest are forgotten.
 */
public final class Recordings {
  private final Questions questions;

  Recordings(Questions questions) {
    this.questions = questions;
  }

  /**
   * Records from now on, or goes on within other bounds.
   *
   * @param mostMessages positive; more than the configuration allows is brought down to that
   * @param longest how long a message is kept, positive
   * @return how many messages are kept at most; empty if there is no such connection
   * @throws IllegalArgumentException if a bound is not positive
   */
  public CompletionStage<Optional<Integer>> start(
      ConnectionId id, int mostMessages, Duration longest) {
    if (mostMessages < 1 || longest.isNegative() || longest.isZero()) {
      throw new IllegalArgumentException(
          "bounds must be positive, were " + mostMessages + " and " + longest);
    }
    return questions.command(
        id, Commands.START_RECORDING, new Commands.Bounds(mostMessages, longest));
  }

  /** Records no more and keeps what there is; false if nothing was ever recorded. */
  public CompletionStage<Boolean> stop(ConnectionId id) {
    return questions.command(id, Commands.STOP_RECORDING);
  }

  /** Forgets the messages, not their count; false if nothing was ever recorded. */
  public CompletionStage<Boolean> clear(ConnectionId id) {
    return questions.command(id, Commands.CLEAR_RECORDING);
  }

  /** What was recorded. */
  public CompletionStage<SentMessages> of(ConnectionId id) {
    return questions.command(id, Commands.RECORDING);
  }
}
