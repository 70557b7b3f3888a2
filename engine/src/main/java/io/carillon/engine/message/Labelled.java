package io.carillon.engine.message;

/** How a request to put a label on a connection ended. */
public enum Labelled {
  /** It has the label, and broadcasts to the label reach it. */
  DONE,
  /** There is no such connection. */
  UNKNOWN_CONNECTION,
  /** It has as many labels of this kind as it may; nothing changed. */
  TOO_MANY
}
