package io.carillon.engine.message;

/** Why a target of a broadcast will never reach a level; each failed target has exactly one. */
public enum FailureReason {
  /** The connection closed first. */
  CLOSED,
  /**
   * The connection did not read fast enough: its outbox was full, or it was cut off as a slow
   * consumer.
   */
  SLOW,
  /** The message's time to live passed while it waited in the outbox. */
  EXPIRED,
  /** The write failed, or the frame could not be encoded for this connection. */
  ERROR
}
