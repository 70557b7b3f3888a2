package io.carillon.engine.websocket;

/** Ends the reading of a request head; carries no stack, since peers cause it at will. */
final class MalformedHead extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  MalformedHead(int status, String reason) {
    super(reason, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
