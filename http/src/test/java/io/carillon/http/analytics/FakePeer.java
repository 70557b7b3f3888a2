package io.carillon.http.analytics;

import io.carillon.engine.application.Opening;
import io.carillon.engine.application.Peer;
import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A WebSocket that notes what it is sent. */
final class FakePeer implements Peer {
  final List<String> heard = new CopyOnWriteArrayList<>();
  private final ConnectionId id = ConnectionId.random(1);
  volatile boolean isFull;
  volatile Runnable whilePushing = () -> {};

  @Override
  public ConnectionId id() {
    return id;
  }

  @Override
  public Opening opening() {
    throw new IllegalStateException("not wanted");
  }

  @Override
  public PushResult push(Message message) {
    if (isFull) {
      return new PushResult.Refused(FailureReason.SLOW);
    }
    heard.add(message.utf8());
    whilePushing.run();
    return PushResult.Sent.INSTANCE;
  }

  @Override
  public void close(int code, String reason) {}

  @Override
  public void kill() {}

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void whenDrained(Runnable action) {
    action.run();
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
