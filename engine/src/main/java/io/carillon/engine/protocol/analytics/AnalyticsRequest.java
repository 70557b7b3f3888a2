package io.carillon.engine.protocol.analytics;

/** What a client's message asks for; whatever asks for nothing is ignored, and why is counted. */
public enum AnalyticsRequest {
  /** The figures, for this client alone. */
  REFRESH_STATS,
  /** A sign of life from the server. */
  PING,
  /** Ignored: the message is empty. */
  EMPTY,
  /** Ignored: the message is binary. */
  BINARY,
  /** Ignored: no JSON object whose {@code type} is a text. */
  INVALID,
  /** Ignored: a type that is not known. */
  UNKNOWN;

  /** Whether nothing is to be done about it. */
  public boolean isIgnored() {
    return this != REFRESH_STATS && this != PING;
  }
}
