package io.carillon.engine.message;

/** How a request to store information with a connection ended. */
public enum Stored {
  /** It is stored. */
  DONE,
  /** There is no such connection. */
  UNKNOWN_CONNECTION,
  /** The connection would hold more keys or bytes than it may; nothing changed. */
  TOO_MUCH
}
