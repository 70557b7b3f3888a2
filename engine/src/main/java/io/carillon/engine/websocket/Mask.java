package io.carillon.engine.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The masking of client frames (RFC 6455 §5.3), eight bytes at a time. */
final class Mask {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Mask() {}

  /** The key that these four bytes are. */
  static int key(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at);
  }

  /** The key for bytes that begin this many bytes into the payload. */
  static int rotate(int key, long bytes) {
    return Integer.rotateLeft(key, 8 * (int) (bytes & 3));
  }

  /** Copies bytes to an array and unmasks them on the way; the key's highest byte comes first. */
  static void copy(int key, byte[] from, int at, byte[] to, int toAt, int length) {
    long twice = (key & 0xffff_ffffL) << 32 | (key & 0xffff_ffffL);
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      LONGS.set(to, toAt + i, (long) LONGS.get(from, at + i) ^ twice);
    }
    for (; i < length; i++) {
      to[toAt + i] = (byte) (from[at + i] ^ key >>> 24 - 8 * (i & 3));
    }
  }
}
