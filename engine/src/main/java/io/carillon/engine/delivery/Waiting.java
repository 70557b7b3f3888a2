package io.carillon.engine.delivery;

import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import org.apache.pekko.util.ByteString;

/**
 * Bytes in an outbox that the kernel has not taken yet. Guarded by its outbox.
 *
 * <ul>
 *   <li>a broadcast's frame, with its {@code delivery};
 *   <li>a frame pushed to this connection alone, which counts towards the bounds as a broadcast's
 *       does and is never dropped for one;
 *   <li>a reply or control frame of the connection's {@code own}.
 * </ul>
 */
final class Waiting {
  final ByteString bytes;
  final Delivery delivery;
  final boolean stalled;
  final boolean own;
  int offset;

  Waiting(ByteString bytes, Delivery delivery, boolean stalled) {
    this(bytes, delivery, stalled, false);
  }

  private Waiting(ByteString bytes, Delivery delivery, boolean stalled, boolean own) {
    this.bytes = bytes;
    this.delivery = delivery;
    this.stalled = stalled;
    this.own = own;
  }

  static Waiting own(ByteString bytes) {
    return new Waiting(bytes, null, false, true);
  }

  static Waiting pushed(ByteString bytes) {
    return new Waiting(bytes, null, false, false);
  }

  int remaining() {
    return bytes.length() - offset;
  }

  /**
   * Whether it may be taken out of the queue: nothing of it is on the wire, and it is a
   * broadcast's.
   */
  boolean isDroppable() {
    return delivery != null && offset == 0;
  }

  boolean isMortal() {
    return delivery != null && delivery.expiresAt() != Delivery.NEVER;
  }

  boolean isExpired(long now) {
    return isDroppable() && delivery.isExpired(now);
  }

  void written(long now) {
    if (delivery != null) {
      delivery.tally().reached(Level.WRITTEN, 1, stalled ? 1 : 0, now);
    }
  }

  void failed(FailureReason reason) {
    if (delivery != null) {
      delivery.tally().failed(reason, 1, 1, stalled ? 1 : 0);
    }
  }
}
