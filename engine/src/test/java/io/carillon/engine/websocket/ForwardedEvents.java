package io.carillon.engine.websocket;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import org.apache.pekko.util.ByteString;

/** Hands everything on; a test changes what it wants to. */
class ForwardedEvents implements SessionEvents {
  private final SessionEvents next;

  ForwardedEvents(SessionEvents next) {
    this.next = next;
  }

  @Override
  public void onMessage(Message message) {
    next.onMessage(message);
  }

  @Override
  public void onPing(ByteString payload) {
    next.onPing(payload);
  }

  @Override
  public void onPong(ByteString payload) {
    next.onPong(payload);
  }

  @Override
  public void onClose(int code, String reason) {
    next.onClose(code, reason);
  }

  @Override
  public void onFailure(CloseCode code, String reason) {
    next.onFailure(code, reason);
  }
}
