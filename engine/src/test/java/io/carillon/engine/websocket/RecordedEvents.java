package io.carillon.engine.websocket;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/** Everything that a session told, as values that can be compared. */
final class RecordedEvents implements SessionEvents {
  record Ping(ByteString payload) {}

  record Pong(ByteString payload) {}

  record Close(int code, String reason) {}

  record Failure(CloseCode code, String reason) {}

  private final List<Object> all = new ArrayList<>();

  /** What a new session makes of these bytes in one piece. */
  static RecordedEvents of(ByteString... bytes) {
    return of(new Session(new SessionLimits(1 << 20, 1024), Optional.empty()), bytes);
  }

  /** What a new session that has agreed to permessage-deflate makes of these bytes. */
  static RecordedEvents deflated(ByteString... bytes) {
    SessionLimits limits = new SessionLimits(1 << 20, 1024);
    return of(new Session(limits, Optional.of(new Deflate(15))), bytes);
  }

  static RecordedEvents of(Session session, ByteString... bytes) {
    RecordedEvents events = new RecordedEvents();
    session.receive(join(bytes), events);
    return events;
  }

  static ByteString join(ByteString... bytes) {
    ByteString joined = ByteString.emptyByteString();
    for (ByteString next : bytes) {
      joined = joined.concat(next);
    }
    return joined.compact();
  }

  List<Object> all() {
    return all;
  }

  /** The code of the failure that came last; empty if the last event is no failure. */
  Optional<CloseCode> failure() {
    boolean failed = !all.isEmpty() && all.get(all.size() - 1) instanceof Failure;
    return failed ? Optional.of(((Failure) all.get(all.size() - 1)).code()) : Optional.empty();
  }

  @Override
  public void onMessage(Message message) {
    all.add(message);
  }

  @Override
  public void onPing(ByteString payload) {
    all.add(new Ping(payload));
  }

  @Override
  public void onPong(ByteString payload) {
    all.add(new Pong(payload));
  }

  @Override
  public void onClose(int code, String reason) {
    all.add(new Close(code, reason));
  }

  @Override
  public void onFailure(CloseCode code, String reason) {
    all.add(new Failure(code, reason));
  }
}
