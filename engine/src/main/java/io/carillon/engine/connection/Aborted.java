package io.carillon.engine.connection;

/** Fails a stream on purpose, so that the transport resets the socket; carries no stack trace. */
final class Aborted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final Aborted INSTANCE = new Aborted();

  private Aborted() {
    super("connection aborted", null, false, false);
  }
}
