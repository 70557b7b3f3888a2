package io.carillon.engine.message;

/** How a request to tag a connection ended. */
public enum Tagged {
  /** It holds the tag, and broadcasts to the tag reach it. */
  DONE,
  /** There is no such connection. */
  UNKNOWN_CONNECTION,
  /** It holds as many tags as it may; nothing changed. */
  TOO_MANY_TAGS
}
