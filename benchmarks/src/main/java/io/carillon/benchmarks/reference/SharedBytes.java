package io.carillon.benchmarks.reference;

import java.nio.ByteBuffer;

/**
 * One direct buffer that is written to many sockets, and one copy of it for all the sockets that
 * could not take it whole.
 *
 * <p>Confined to the server's thread. The copy is made at most once per filling, only when the
 * first socket refuses a part, so that the undisturbed path allocates nothing.
 */
final class SharedBytes {

  private final ByteBuffer bytes;
  private ByteBuffer copy;

  SharedBytes(int capacity) {
    bytes = ByteBuffer.allocateDirect(capacity);
  }

  /** Empties the buffer for a new filling; who kept a part of the old one is not disturbed. */
  ByteBuffer refill() {
    copy = null;
    return bytes.clear();
  }

  /** The buffer that is being filled. */
  ByteBuffer buffer() {
    return bytes;
  }

  /** Ends the filling. */
  void seal() {
    bytes.flip();
  }

  /** The sealed bytes from their start; the caller moves the position by writing. */
  ByteBuffer fromStart() {
    return bytes.position(0);
  }

  /** What is left of the sealed bytes from {@code position}, still valid after {@link #refill}. */
  ByteBuffer keepFrom(int position) {
    if (copy == null) {
      copy = ByteBuffer.allocate(bytes.limit()).put(bytes.duplicate().position(0)).flip();
    }
    return copy.duplicate().position(position);
  }
}
