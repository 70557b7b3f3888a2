package io.carillon.engine.delivery;

/**
 * The connection's stream, as those outside it see it: a handful of signals that any thread may
 * send.
 *
 * <p>Signals are asynchronous; a signal to a stream that has ended does nothing.
 */
public interface Endpoint {
  /** The outbox holds bytes that only the stream may write now. */
  void wake();

  /** Starts the closing handshake with this code and reason (RFC 6455 §7.1.2). */
  void close(int code, String reason);

  /** Closes a slow consumer with 1013; what waits for it is dropped. */
  void cutOff();

  /** Drops the TCP connection without a close frame; the peer sees 1006. */
  void kill();

  /**
   * Looks whether the peer is alive and reading; pings it, closes it or cuts it off as due. Called
   * by one lane's thread only.
   *
   * @param now {@link System#nanoTime}
   * @return when to look again, or {@link #GONE}
   */
  long beat(long now);

  /** What {@link #beat} answers when there is nothing left to look at. */
  long GONE = Long.MAX_VALUE;
}
