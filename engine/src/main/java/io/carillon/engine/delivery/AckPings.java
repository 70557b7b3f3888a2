package io.carillon.engine.delivery;

import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.websocket.Frames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.util.ByteString;

/**
 * Proof that the peer read what was written: pings whose pong acknowledges every frame before them.
 *
 * <p>TCP keeps order, and a peer may answer only the newest ping (RFC 6455 §5.5.3), so a pong is a
 * cumulative ack. At most one ping is in flight: frames written behind it wait for the next. A
 * ping's payload is a random 32-bit nonce of the connection and a 32-bit sequence number; a pong
 * that does not repeat the one in flight counts for nothing. Guarded by its outbox.
 */
final class AckPings {
  /** What {@link #next} answers while a ping is in flight. */
  static final long NONE = 0;

  /** A frame that was written and whose pong has not come yet. */
  private record Awaiting(Delivery delivery, boolean stalled) {}

  private final long nonce =
      Integer.toUnsignedLong(ThreadLocalRandom.current().nextInt()) << Integer.SIZE;
  private final int limit;
  private int sequence;
  private long inFlight = NONE;
  private boolean reserved;
  private boolean answeredEarly;
  private long sentAt;
  private List<Awaiting> covered = new ArrayList<>(1);
  private List<Awaiting> uncovered = new ArrayList<>(1);

  /**
   * No pings yet.
   *
   * @param limit most frames that may await a pong; a further one fails as slow
   */
  AckPings(int limit) {
    this.limit = limit;
  }

  /** The frame of a ping. */
  static ByteString frame(long ping) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(ping).array();
    return Frames.ping(ByteString.fromArrayUnsafe(bytes));
  }

  /** What a pong carries; {@link #NONE} if that cannot be the payload of such a ping. */
  static long payload(ByteString pong) {
    return pong.length() == Long.BYTES ? pong.asByteBuffer().getLong() : NONE;
  }

  /**
   * Begins the next ping and answers its payload, or {@link #NONE} while one is in flight. {@link
   * #commit} or {@link #cancel} must follow.
   */
  long reserve(long now) {
    if (inFlight != NONE) {
      return NONE;
    }
    sequence++;
    inFlight = nonce | Integer.toUnsignedLong(sequence);
    sentAt = now;
    reserved = true;
    answeredEarly = false;
    return inFlight;
  }

  /** The reserved ping went, or goes, out behind everything tracked so far. */
  void commit(long now) {
    reserved = false;
    List<Awaiting> empty = covered;
    covered = uncovered;
    uncovered = empty;
    if (answeredEarly) {
      settle(now);
    }
  }

  /** The reserved ping will not go out. */
  void cancel() {
    reserved = false;
    inFlight = NONE;
  }

  /** The ping in flight, or {@link #NONE}. */
  long inFlight() {
    return inFlight;
  }

  /** Whether frames await a ping and none is in flight. */
  boolean isDue() {
    return inFlight == NONE && !uncovered.isEmpty();
  }

  /** A frame of this delivery was written. */
  void track(Delivery delivery, boolean stalled) {
    if (covered.size() + uncovered.size() >= limit) {
      delivery.tally().failed(FailureReason.SLOW, 2, 1, stalled ? 1 : 0);
    } else {
      uncovered.add(new Awaiting(delivery, stalled));
    }
  }

  /** Settles everything before the ping that this pong answers; does nothing if it answers none. */
  void pong(long payload, long now) {
    if (payload == NONE || payload != inFlight) {
      return;
    }
    if (reserved) {
      answeredEarly = true; // the peer was faster than the writer's own bookkeeping
    } else {
      settle(now);
    }
  }

  /** Whether a ping has been in flight for at least this long. */
  boolean isStalled(long now, long afterNanos) {
    return inFlight != NONE && now - sentAt >= afterNanos;
  }

  /** No pong will come any more. */
  void fail(FailureReason reason) {
    for (List<Awaiting> list : List.of(covered, uncovered)) {
      for (Awaiting each : list) {
        each.delivery.tally().failed(reason, 2, 1, each.stalled ? 1 : 0);
      }
      list.clear();
    }
  }

  private void settle(long now) {
    inFlight = NONE;
    for (Awaiting each : covered) {
      each.delivery.tally().reached(Level.RECEIVED, 1, each.stalled ? 1 : 0, now);
    }
    covered.clear();
  }
}
