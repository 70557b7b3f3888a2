package io.carillon.engine.delivery;

import java.time.Duration;

/**
 * The bounds of one outbox; shared by all connections of a route.
 *
 * @param maxFrames most frames that may wait, at least 1
 * @param maxBytes most bytes that may wait, at least 1; an empty outbox takes one frame of any size
 * @param overflow what happens to a broadcast frame that does not fit
 * @param stallAfter time without write progress after which the connection counts as stalled
 * @param pongStallAfter age of an unanswered ack ping after which the connection counts as stalled
 *     for receipts of level {@code received}
 */
public record OutboxSettings(
    int maxFrames,
    int maxBytes,
    OverflowPolicy overflow,
    Duration stallAfter,
    Duration pongStallAfter) {

  /** The same bounds with another policy. */
  public OutboxSettings withOverflow(OverflowPolicy policy) {
    return new OutboxSettings(maxFrames, maxBytes, policy, stallAfter, pongStallAfter);
  }
}
