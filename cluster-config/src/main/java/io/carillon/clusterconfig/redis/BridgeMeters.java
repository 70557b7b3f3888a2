package io.carillon.clusterconfig.redis;

/**
 * Counts what the bridge does; called on its threads and must not block.
 *
 * <p>{@code row} is the channel or pattern as the configuration has it.
 */
public interface BridgeMeters {

  /** Why a message went no further. */
  enum Loss {
    /** More came than was handed on. */
    OVERFLOW,
    /** It is larger than may be. */
    TOO_BIG,
    /** Its channel's name makes no target. */
    NO_TARGET,
    /** It is no message for its destination: no UTF-8 for text, no notification. */
    UNREADABLE,
    /** It was refused, or nobody knows what became of it. */
    FAILED,
    /** Redis was out of reach. */
    DISCONNECTED
  }

  /** A message came from Redis. */
  void received(String row);

  /** A message from Redis was not handed on. */
  void notForwarded(String row, Loss why);

  /** Redis took a message. */
  void published(String row);

  /** A message to Redis was not published. */
  void notPublished(String row, Loss why);

  /** Redis went out of reach. */
  void lost();
}
