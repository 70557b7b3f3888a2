package io.carillon.engine.replication;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.pekko.util.ByteString;

/**
 * A value and when it ends, as nodes keep it: eight bytes, big-endian, with the milliseconds since
 * 1970 at which it expires, then the value. This layout never changes.
 *
 * @param expiresAt {@link #NEVER} if it stays until it is removed
 */
record TimedValue(long expiresAt, ByteString value) {
  static final long NEVER = Long.MAX_VALUE;

  /** What the layout adds to a value. */
  static final int HEAD_BYTES = Long.BYTES;

  static TimedValue read(ByteString bytes) {
    return new TimedValue(expiresAt(bytes), bytes.drop(HEAD_BYTES));
  }

  /** When what is laid out so expires. */
  static long expiresAt(ByteString bytes) {
    return bytes.iterator().getLong(ByteOrder.BIG_ENDIAN);
  }

  ByteString bytes() {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).putLong(expiresAt).flip();
    return ByteString.fromByteBuffer(head).concat(value).compact();
  }
}
