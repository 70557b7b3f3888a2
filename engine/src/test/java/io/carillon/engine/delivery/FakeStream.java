package io.carillon.engine.delivery;

import io.carillon.engine.message.FailureReason;
import io.carillon.engine.websocket.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.pekko.util.ByteString;

/**
 * The stream of a connection and its transport, played step by step: it polls when the transport
 * asks for bytes, as the connection's stage does.
 */
final class FakeStream implements Endpoint {
  private final FakeSocket socket;
  Outbox outbox;
  long now;
  boolean woken;
  int cutOffs;
  private boolean pulled = true;
  private ByteBuffer pushed;

  FakeStream(OutboxSettings settings, FakeSocket socket, boolean hasLane) {
    this.socket = socket;
    this.outbox = new Outbox(settings, hasLane ? socket : null, 0, this);
  }

  void open(String answer) {
    pumpIf(outbox.open(ByteString.fromString(answer), now));
  }

  void reply(ByteString frames) {
    pumpIf(outbox.reply(frames, now));
  }

  void finish(ByteString closeFrame) {
    pumpIf(outbox.finish(closeFrame, now));
  }

  void slowConsumer() {
    pumpIf(outbox.cutOff(Frames.close(1013, ""), now));
  }

  void pong(ByteString payload) {
    pumpIf(outbox.pong(payload, now));
  }

  /** Runs the wake-up that is due, if any. */
  boolean runWake() {
    boolean was = woken;
    woken = false;
    pumpIf(was);
    return was;
  }

  /** Lets the transport hand pushed bytes to the socket; true if it moved or has pulled. */
  boolean transport() {
    if (pushed == null) {
      return false;
    }
    int before = pushed.remaining();
    try {
      socket.write(pushed);
    } catch (IOException e) {
      pushed = null;
      outbox.close(FailureReason.CLOSED);
      return false;
    }
    if (!pushed.hasRemaining()) {
      pushed = null;
      pulled = true;
      pump();
      return true;
    }
    return pushed.remaining() < before;
  }

  /** Steps until nothing moves any more. */
  void settle() {
    boolean moved = true;
    while (moved) {
      moved = runWake() | transport();
    }
  }

  boolean isIdle() {
    return pulled && !woken;
  }

  private void pumpIf(boolean due) {
    if (due) {
      pump();
    }
  }

  private void pump() {
    if (!pulled) {
      return;
    }
    ByteString next = outbox.poll(now);
    if (next != null) {
      pulled = false;
      pushed = next.toByteBuffer();
    }
  }

  @Override
  public void wake() {
    woken = true;
  }

  @Override
  public void cutOff() {
    cutOffs++;
  }

  @Override
  public void close(int code, String reason) {
    throw new AssertionError("the outbox closes nothing");
  }

  @Override
  public void kill() {
    throw new AssertionError("the outbox kills nothing");
  }

  @Override
  public long beat(long at) {
    return GONE;
  }
}
