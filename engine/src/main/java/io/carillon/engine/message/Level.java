package io.carillon.engine.message;

/**
 * How far a message got on its way to one connection; each level includes those before it.
 *
 * <p>The order of the constants is the order of the levels.
 */
public enum Level {
  /** The connection's bounded outbox took the frame. */
  ACCEPTED,
  /** Every byte of the frame was handed to the kernel. */
  WRITTEN,
  /**
   * The peer's WebSocket stack read every byte, proved by its pong to a ping that was sent behind
   * the frame (RFC 6455 §5.5.3).
   */
  RECEIVED,
  /** The application acknowledged the message by its broadcast id. */
  PROCESSED;

  /** Whether a target that got as far as this level also counts for {@code other}. */
  public boolean covers(Level other) {
    return compareTo(other) >= 0;
  }
}
