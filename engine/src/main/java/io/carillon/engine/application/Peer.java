package io.carillon.engine.application;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;

/**
 * The WebSocket that an application talks to. Thread-safe; nothing here blocks, and everything may
 * be called after it has closed.
 */
public interface Peer {

  ConnectionId id();

  /** What the client asked for when it connected. */
  Opening opening();

  /**
   * Sends to this connection alone, behind everything it was sent before. Bounded by the outbox: a
   * message that does not fit is refused, whatever the route's overflow policy.
   */
  PushResult push(Message message);

  /**
   * Begins the closing handshake behind what was sent before; does nothing if it has begun.
   *
   * @throws IllegalArgumentException if the code must not be sent (RFC 6455 §7.4)
   */
  void close(int code, String reason);

  /** Drops the TCP connection without a close frame. */
  void kill();

  /**
   * Stops reading, so that TCP slows the sender down; messages that have been read are kept, at
   * most what one read of the socket held.
   */
  void pause();

  /** Reads on after {@link #pause}. */
  void resume();

  /** Whether messages can still be sent: neither side has begun to close. */
  boolean isOpen();
}
