package io.carillon.engine.delivery;

import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import org.apache.pekko.util.ByteString;

/**
 * Bytes in an outbox that the kernel has not taken yet: a broadcast's frame, or a reply or control
 * frame of the connection's own (then {@code delivery} is null). Guarded by its outbox.
 */
final class Waiting {
  final ByteString bytes;
  final Delivery delivery;
  final boolean stalled;
  int offset;

  Waiting(ByteString bytes, Delivery delivery, boolean stalled) {
    this.bytes = bytes;
    this.delivery = delivery;
    this.stalled = stalled;
  }

  static Waiting own(ByteString bytes) {
    return new Waiting(bytes, null, false);
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
