package io.carillon.engine.delivery;

import io.carillon.engine.websocket.Frames;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.util.ByteString;

/**
 * How long a ping takes to a peer and back, measured by pings of their own.
 *
 * <p>Told apart from ack pings by the length of the payload: a random nonce of the connection and a
 * sequence number. At most one is in flight; a pong that does not repeat it counts for nothing. A
 * peer may answer only the newest ping (RFC 6455 §5.5.3), so the two kinds can hide each other's
 * pongs: each of these pings remembers the ack ping that went before it, whose answer its own pong
 * is as well, and one that an ack ping has {@linkplain #overtaken overtaken} is given up. Guarded
 * by its outbox.
 */
final class RoundTrips {
  /** Length of the payload; ack pings have half as much. */
  static final int BYTES = 2 * Long.BYTES;

  private final long nonce = ThreadLocalRandom.current().nextLong();
  private long sequence;
  private boolean inFlight;
  private Waiting queued;
  private long sentAt;
  private long ackPingBefore;
  private long lastNanos;

  /**
   * Begins to measure.
   *
   * @param ackPing the ack ping in flight, or {@link AckPings#NONE}
   * @return the ping's frame, to be sent now or {@link #queued}; null while one is in flight
   */
  ByteString begin(long ackPing, long now) {
    if (inFlight) {
      return null;
    }
    inFlight = true;
    queued = null;
    sequence++;
    sentAt = now;
    ackPingBefore = ackPing;
    byte[] payload = ByteBuffer.allocate(BYTES).putLong(nonce).putLong(sequence).array();
    return Frames.ping(ByteString.fromArrayUnsafe(payload));
  }

  /** The ping has to wait for what goes out before it; the time counts from its own turn. */
  void queued(Waiting frame) {
    queued = frame;
  }

  /** The transport gets these bytes now. */
  void pushed(Iterable<Waiting> frames, long now) {
    if (queued != null) {
      for (Waiting each : frames) {
        if (each == queued) {
          queued = null;
          sentAt = now;
        }
      }
    }
  }

  /**
   * A pong of this length came.
   *
   * @return the ack ping that it answers as well, or {@link AckPings#NONE}
   */
  long pong(ByteString payload, long now) {
    ByteBuffer bytes = payload.asByteBuffer();
    if (!inFlight || bytes.getLong() != nonce || bytes.getLong() != sequence) {
      return AckPings.NONE;
    }
    inFlight = false;
    lastNanos = Math.max(1, now - sentAt);
    return ackPingBefore;
  }

  /**
   * An ack ping was answered: whether the ping in flight went before it and will not be. It is
   * given up then.
   */
  boolean overtaken(long ackPing) {
    boolean isHidden = inFlight && ackPing != ackPingBefore;
    if (isHidden) {
      inFlight = false;
    }
    return isHidden;
  }

  /** The last round trip in nanoseconds; 0 if there was none yet. */
  long lastNanos() {
    return lastNanos;
  }
}
