package io.carillon.engine.application;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;

/**
 * The WebSocket that an application talks to. Thread-safe; nothing here blocks, and everything may
 * be called after it has closed.
 */
public interface Peer {

  ConnectionId id();

  /**
   * What the client asked for when it connected.
   *
   * @throws IllegalStateException if the application does not {@linkplain Application#wantsOpening
   *     want} it
   */
  Opening opening();

  /**
   * Sends to this connection alone, behind everything it was sent before. Bounded by the outbox: a
   * message that does not fit is refused as {@code SLOW}, whatever the route's overflow policy; one
   * to a connection that is closing is refused as {@code CLOSED}.
   *
   * <p>What is pushed from within a call to the conversation is collected and leaves in as few
   * writes as possible when what was read is worked off: it is {@code Queued}. From any other
   * thread it is written at once where nothing waits.
   */
  PushResult push(Message message);

  /**
   * Begins the closing handshake behind what was sent before; does nothing if it has begun. Pushes
   * are refused from here on.
   *
   * @throws IllegalArgumentException if the code must not be sent (RFC 6455 §7.4)
   */
  void close(int code, String reason);

  /** Drops the TCP connection without a close frame. */
  void kill();

  /**
   * Stops reading, so that TCP slows the sender down; what has been read is kept, at most what one
   * read of the socket held. Called from within the conversation, no message follows; from another
   * thread, one that is just being handed over may. While paused the peer's pings, its close frame
   * and the end of its TCP connection are not seen either, and its silence is not held against it.
   */
  void pause();

  /** Reads on after {@link #pause}. */
  void resume();

  /**
   * Runs an action once nothing waits in the outbox any more, which may be at once, or once the
   * connection closes: the moment to go on for a sender that wants back-pressure and has a push
   * {@code Queued}. The action runs on the connection's thread, or on the caller's if the
   * connection has closed, and must not block. At most 64 wait at a time.
   *
   * @throws IllegalStateException if that many wait already
   */
  void whenDrained(Runnable action);

  /** Whether messages can still be sent: neither side has begun to close. */
  boolean isOpen();
}
