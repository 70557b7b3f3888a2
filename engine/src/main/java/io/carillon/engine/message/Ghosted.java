package io.carillon.engine.message;

/** How a request to keep a connection as a ghost ended. */
public enum Ghosted {
  /** It is a ghost: it stays when its socket ends. */
  DONE,
  /** There is no such connection, or it is ending. */
  UNKNOWN_CONNECTION,
  /** There are as many ghosts as there may be; nothing changed. */
  TOO_MANY
}
