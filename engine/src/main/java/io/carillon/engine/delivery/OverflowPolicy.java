package io.carillon.engine.delivery;

/** What happens to a broadcast frame that a full outbox cannot take. */
public enum OverflowPolicy {
  /** The new frame is refused and its target counts as slow; the connection stays. */
  DROP_NEWEST,
  /** The oldest waiting frames make room and their targets count as slow; the connection stays. */
  DROP_OLDEST,
  /**
   * A waiting frame with the same conflation key is replaced by the new one, full or not; frames
   * without a key, or without a match in a full outbox, are treated as by {@link #DROP_OLDEST}.
   */
  CONFLATE,
  /** The connection is closed with 1013; everything that waits counts as slow. */
  CLOSE
}
