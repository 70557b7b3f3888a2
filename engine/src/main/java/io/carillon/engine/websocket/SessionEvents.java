package io.carillon.engine.websocket;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import org.apache.pekko.util.ByteString;

/**
 * What a session finds in the bytes of a peer, told in the order of the bytes and on the thread
 * that brought them.
 *
 * <p>After {@link #onClose} or {@link #onFailure} nothing more is told.
 */
public interface SessionEvents {

  /** A whole message; text is valid UTF-8. */
  void onMessage(Message message);

  /** A ping of at most 125 bytes, to be answered with the same bytes (RFC 6455 §5.5.3). */
  void onPing(ByteString payload);

  /** A pong of at most 125 bytes, asked for or not. */
  void onPong(ByteString payload);

  /**
   * The peer's close frame (RFC 6455 §5.5.1).
   *
   * @param code a sendable one, or 1005 if the frame had no body
   * @param reason empty if there was none
   */
  void onClose(int code, String reason);

  /**
   * The peer broke the protocol or a limit: fail the connection with this code (RFC 6455 §7.1.7).
   *
   * @param reason a fixed sentence that repeats nothing of what was sent
   */
  void onFailure(CloseCode code, String reason);
}
