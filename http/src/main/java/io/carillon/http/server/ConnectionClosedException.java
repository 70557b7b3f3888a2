package io.carillon.http.server;

/** Fails a stream into a connection that has closed before the stream ended. */
public final class ConnectionClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConnectionClosedException(int code) {
    super("the connection has closed with " + code, null, false, false);
  }
}
