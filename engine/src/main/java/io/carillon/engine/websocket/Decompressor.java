package io.carillon.engine.websocket;

import io.carillon.engine.message.CloseCode;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The inflater of one thread, shared by all connections that it serves: zlib's 40 KiB are held per
 * thread, never per connection. Lives as long as its thread.
 */
final class Decompressor {
  private static final ThreadLocal<Decompressor> OF_THREAD =
      ThreadLocal.withInitial(Decompressor::new);

  /**
   * The tail that no message carries (RFC 7692 §7.2.2) and one empty final block. Inflating must
   * end exactly behind it; where it does not, the message was cut off in the middle of a block.
   */
  private static final byte[] TAIL = {0, 0, -1, -1, 1, 0, 0, -1, -1};

  private static final byte[] NOTHING = {};

  private final Inflater inflater = new Inflater(true);
  private byte[] out = NOTHING;
  private int size;

  private Decompressor() {}

  static Decompressor get() {
    return OF_THREAD.get();
  }

  /**
   * Inflates the first {@code length} of the bytes as one message into an array of its own. An
   * empty payload is read as the empty message.
   *
   * @param maxBytes most bytes that may come out; checked while inflating, so that never more than
   *     three times as many are held
   * @throws ProtocolViolation 1009 if more come out, 1007 if the bytes are no deflated message
   */
  byte[] inflate(byte[] bytes, int length, int maxBytes) throws ProtocolViolation {
    if (length == 0) {
      return NOTHING;
    }
    int cap = Math.min(maxBytes, Integer.MAX_VALUE - 16);
    size = 0;
    out = new byte[(int) Math.min(cap + 1L, 64 + 3L * length)];
    try {
      if (!endsIn(bytes, length, cap) && !endsIn(TAIL, TAIL.length, cap)) {
        throw invalid();
      }
      return Arrays.copyOf(out, size);
    } catch (DataFormatException e) {
      throw invalid();
    } finally {
      out = NOTHING;
      inflater.reset();
    }
  }

  /**
   * Inflates these bytes and says whether they end with a final block. Behind a final block another
   * one may begin (RFC 7692 §7.2.3.4); it cannot refer back beyond it.
   */
  private boolean endsIn(byte[] bytes, int length, int maxBytes)
      throws DataFormatException, ProtocolViolation {
    inflater.setInput(bytes, 0, length);
    while (true) {
      int room = out.length - size;
      int written = inflater.inflate(out, size, room);
      size += written;
      if (size > maxBytes) {
        throw new ProtocolViolation(CloseCode.MESSAGE_TOO_BIG, "The inflated message is too big.");
      }
      if (inflater.finished()) {
        int remaining = inflater.getRemaining();
        if (remaining == 0) {
          return true;
        }
        inflater.reset();
        inflater.setInput(bytes, length - remaining, remaining);
      } else if (inflater.needsDictionary()) {
        throw invalid();
      } else if (written == room) {
        out = Arrays.copyOf(out, (int) Math.min(maxBytes + 1L, 2L * out.length));
      } else if (inflater.needsInput()) {
        return false;
      }
    }
  }

  private static ProtocolViolation invalid() {
    return new ProtocolViolation(
        CloseCode.INVALID_FRAME_PAYLOAD_DATA, "The compressed message is invalid.");
  }
}
