package io.carillon.engine.connection;

import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.message.CloseCode;

/**
 * Whether a peer still lives and still reads.
 *
 * <p>Life is any inbound byte: after {@code ping-after} of silence it is pinged, after {@code
 * pong-timeout} more it is closed. A peer that takes none of the bytes that wait for {@code
 * slow-after} is cut off. While our own bytes are stuck, or the stream has stopped reading, silence
 * proves nothing and is not held against it.
 *
 * <p>{@link #heard} and {@link #reading} are for the stream's thread, {@link #beat} for the lane's;
 * time is an argument.
 */
final class Liveness {
  /** Looks at a slow consumer are at most this part of {@code slow-after} apart. */
  private static final int LOOKS = 4;

  private final Patience patience;
  private volatile long heardAt;
  private volatile boolean reading = true;
  private boolean pinged;
  private long pingedAt;

  Liveness(Patience patience, long now) {
    this.patience = patience;
    this.heardAt = now;
  }

  /** Bytes came. */
  void heard(long now) {
    heardAt = now;
  }

  /** Whether the stream takes bytes at all. */
  void reading(boolean isReading) {
    if (reading != isReading) {
      reading = isReading;
    }
  }

  /** As {@link Endpoint#beat}. */
  long beat(Outbox outbox, Endpoint endpoint, long now) {
    if (outbox.stalledFor(now) >= patience.slowAfter().toNanos()) {
      endpoint.cutOff();
      return Endpoint.GONE;
    }
    long nextLook = now + patience.slowAfter().toNanos() / LOOKS;
    if (!reading || outbox.isBlocked()) {
      pinged = false; // our ping could not get out, or its pong not in
      return nextLook;
    }
    long next = checkSilence(outbox, endpoint, now);
    return next == Endpoint.GONE ? Endpoint.GONE : Math.min(nextLook, next);
  }

  private long checkSilence(Outbox outbox, Endpoint endpoint, long now) {
    long silentSince = heardAt;
    long pingDue = silentSince + patience.pingAfter().toNanos();
    if (now - pingDue < 0) {
      pinged = false;
      return pingDue;
    }
    if (!pinged || silentSince - pingedAt > 0) {
      pinged = true;
      pingedAt = now;
      if (outbox.ping(now)) {
        endpoint.wake();
      }
    }
    long pongDue = pingedAt + patience.pongTimeout().toNanos();
    if (now - pongDue >= 0) {
      endpoint.close(CloseCode.GOING_AWAY.code(), "no pong");
      return Endpoint.GONE;
    }
    return pongDue;
  }
}
