package io.carillon.http.server;

import io.carillon.engine.application.Opening;
import io.carillon.engine.application.Peer;
import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A peer that only remembers what it was told. */
public final class FakePeer implements Peer {
  private final ConnectionId id = ConnectionId.random(1);
  public final List<Message> pushed = new CopyOnWriteArrayList<>();
  public volatile boolean paused;
  public volatile int pauses;
  public volatile int closedWith;

  @Override
  public ConnectionId id() {
    return id;
  }

  @Override
  public Opening opening() {
    return new Opening("main", "/any", Map.of(), "", Map.of(), "127.0.0.1:1");
  }

  @Override
  public PushResult push(Message message) {
    pushed.add(message);
    return PushResult.Sent.INSTANCE;
  }

  @Override
  public void close(int code, String reason) {
    closedWith = code;
  }

  @Override
  public void kill() {
    closedWith = 1006;
  }

  @Override
  public void pause() {
    paused = true;
    pauses++;
  }

  @Override
  public void resume() {
    paused = false;
  }

  @Override
  public void whenDrained(Runnable action) {
    action.run();
  }

  @Override
  public boolean isOpen() {
    return closedWith == 0;
  }
}
