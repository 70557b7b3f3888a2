package io.carillon.engine.websocket;

/**
 * What one peer may make a session hold.
 *
 * @param maxMessageBytes most bytes of a message, after inflating; more is 1009. A compressed
 *     payload may itself be a sixteenth longer, since what cannot be compressed grows
 * @param maxFragments most frames of a message, empty ones included; more is 1008
 */
public record SessionLimits(int maxMessageBytes, int maxFragments) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public SessionLimits {
    if (maxMessageBytes < 1 || maxFragments < 1) {
      throw new IllegalArgumentException("Session limits must be at least 1");
    }
  }
}
