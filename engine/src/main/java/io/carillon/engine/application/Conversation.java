package io.carillon.engine.application;

import io.carillon.engine.message.Message;

/**
 * An application's side of one WebSocket.
 *
 * <p>Calls come one at a time, in order, on the connection's thread of the moment; none may block.
 * What they throw is logged and closes the connection with 1011. No message is handed over while
 * the peer is {@linkplain Peer#pause paused}, and none after {@link #onClose}, not even one that
 * was read before.
 */
@FunctionalInterface
public interface Conversation {

  /** A message from the peer; may be empty. */
  void onMessage(Message message);

  /**
   * The last call, made once: the WebSocket is gone, or going. Nothing can be sent any more.
   *
   * @param code the close code the peer sent, 1005 if its frame had none, or ours if we began; 1006
   *     if there was no close frame (RFC 6455 §7.1.5)
   */
  default void onClose(int code, String reason) {}
}
