package io.carillon.engine.websocket;

/**
 * What one peer may make a session hold.
 *
 * @param maxMessageBytes most bytes of a message, counted before and after inflating; more is 1009
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
