package io.carillon.engine.websocket;

import java.util.Arrays;
import java.util.zip.Deflater;
import org.apache.pekko.util.ByteString;

/**
 * The deflater of one thread, shared by all connections that it serves: zlib's 256 KiB are held per
 * thread, never per connection. Lives as long as its thread.
 */
final class Compressor {
  private static final ThreadLocal<Compressor> OF_THREAD = ThreadLocal.withInitial(Compressor::new);

  /** What is kept of the output array between messages; larger ones are dropped. */
  private static final int KEPT_BYTES = 64 * 1024;

  /** {@code 00 00 FF FF}, which every flush ends with and no message carries (RFC 7692 §7.2.1). */
  private static final int TAIL_BYTES = 4;

  /** More than zlib needs to finish a flush in one go, so that it does not repeat its marker. */
  private static final int MIN_ROOM = 64;

  private static final ByteString EMPTY_MESSAGE = ByteString.fromArrayUnsafe(new byte[] {0});

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private byte[] out = new byte[1024];
  private int size;

  private Compressor() {}

  static Compressor get() {
    return OF_THREAD.get();
  }

  ByteString compress(ByteString payload, int windowBits) {
    if (payload.isEmpty()) {
      return EMPTY_MESSAGE;
    }
    byte[] bytes = payload.toArrayUnsafe();
    size = 0;
    int piece = windowBits == Deflate.MAX_WINDOW_BITS ? bytes.length : 1 << windowBits;
    for (int from = 0; from < bytes.length; from += piece) {
      append(bytes, from, Math.min(piece, bytes.length - from));
    }
    ByteString compressed = ByteString.fromArray(out, 0, size - TAIL_BYTES);
    deflater.reset();
    if (out.length > KEPT_BYTES) {
      out = new byte[1024];
    }
    return compressed;
  }

  /**
   * The JDK's deflater always has a window of 32 KiB; a full flush makes it forget what came
   * before, so that nothing refers back beyond the piece.
   */
  private void append(byte[] bytes, int from, int length) {
    deflater.setInput(bytes, from, length);
    int room;
    int written;
    do {
      if (out.length - size < MIN_ROOM) {
        out = Arrays.copyOf(out, 2 * out.length);
      }
      room = out.length - size;
      written = deflater.deflate(out, size, room, Deflater.FULL_FLUSH);
      size += written;
    } while (written == room);
  }
}
