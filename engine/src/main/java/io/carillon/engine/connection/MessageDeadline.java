package io.carillon.engine.connection;

import io.carillon.engine.websocket.Session;

/**
 * Bounds the time from a message's first byte to its last, with one timer for as long as messages
 * come in pieces.
 *
 * <p>Owned by the stream's thread; time is an argument.
 */
final class MessageDeadline {
  private final long limitNanos;
  private long message;
  private long begunAt;
  private boolean armed;

  MessageDeadline(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  /**
   * Bytes were read and a message is incomplete; true if a timer must be started, for {@link
   * #remaining}.
   */
  boolean onIncomplete(Session session, long now) {
    if (session.messagesBegun() != message) {
      message = session.messagesBegun();
      begunAt = now;
    }
    boolean wasArmed = armed;
    armed = true;
    return !wasArmed;
  }

  /** Gives the current message its whole time again. */
  void restart(long now) {
    begunAt = now;
  }

  /** Nanoseconds until the current message is late. */
  long remaining(long now) {
    return begunAt + limitNanos - now;
  }

  /**
   * The timer fired; true if the message that is being read is late. Otherwise a new timer is due
   * if one is being read.
   */
  boolean isLate(Session session, long now) {
    armed = false;
    return session.isMidMessage() && session.messagesBegun() == message && remaining(now) <= 0;
  }
}
