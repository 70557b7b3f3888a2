package io.carillon.benchmarks.wire;

import java.nio.ByteBuffer;

/**
 * Frame heads as RFC 6455 §5.2 lays them out.
 *
 * <pre>
 *  0               1
 *  7 6 5 4 3 2 1 0 7 6 5 4 3 2 1 0
 * +-+-+-+-+-------+-+-------------+-----------------------+------------------+
 * |F|R|R|R|opcode |M| len (7)     | len (16 or 64), if    | mask (32), if M  |
 * |I|S|S|S|  (4)  |A| 126: 16 bit | the 7 bits say so     |                  |
 * |N|V|V|V|       |S| 127: 64 bit |                       |                  |
 * +-+-+-+-+-------+-+-------------+-----------------------+------------------+
 * </pre>
 */
public final class Frames {

  /** The most bytes a frame head takes: 2 + 8 of length + 4 of mask. */
  public static final int MAX_HEAD_BYTES = 14;

  /** The largest publish and the largest inbound frame that a reference server takes: 1 MiB. */
  public static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xA;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int RESERVED = 0x70;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;

  private Frames() {}

  /** Appends the head of a whole, unmasked message of {@code payloadBytes} bytes. */
  public static void putHead(ByteBuffer out, int opcode, int payloadBytes) {
    putHead(out, FIN | opcode, 0, payloadBytes);
  }

  /** Appends the head of a whole message whose payload the caller masks with {@code mask}. */
  public static void putMaskedHead(ByteBuffer out, int opcode, int payloadBytes, int mask) {
    putHead(out, FIN | opcode, MASKED, payloadBytes);
    out.putInt(mask);
  }

  private static void putHead(ByteBuffer out, int first, int masked, int payloadBytes) {
    out.put((byte) first);
    if (payloadBytes < LENGTH_16) {
      out.put((byte) (masked | payloadBytes));
    } else if (payloadBytes <= 0xFFFF) {
      out.put((byte) (masked | LENGTH_16)).putShort((short) payloadBytes);
    } else {
      out.put((byte) (masked | LENGTH_64)).putLong(payloadBytes);
    }
  }

  /**
   * The bytes of the head that starts at {@code at}, 2 to 14; its first two bytes must be there.
   */
  public static int headBytes(ByteBuffer in, int at) {
    int second = in.get(at + 1);
    int bytes = isMasked(second) ? 6 : 2;
    int length = second & 0x7F;
    return length < LENGTH_16 ? bytes : length == LENGTH_16 ? bytes + 2 : bytes + 8;
  }

  /** The payload's length of the head that starts at {@code at}; the whole head must be there. */
  public static long payloadBytes(ByteBuffer in, int at) {
    int length = in.get(at + 1) & 0x7F;
    if (length < LENGTH_16) {
      return length;
    }
    return length == LENGTH_16 ? in.getShort(at + 2) & 0xFFFF : in.getLong(at + 2);
  }

  public static int opcode(int firstByte) {
    return firstByte & 0xF;
  }

  public static boolean isFinal(int firstByte) {
    return (firstByte & FIN) != 0;
  }

  /** Whether one of the three reserved bits is set, which nobody negotiated here. */
  public static boolean hasReservedBits(int firstByte) {
    return (firstByte & RESERVED) != 0;
  }

  /** Whether the second byte of a head says that a mask follows. */
  public static boolean isMasked(int secondByte) {
    return (secondByte & MASKED) != 0;
  }

  public static boolean isControl(int opcode) {
    return opcode >= CLOSE;
  }

  /** Xors {@code length} bytes at {@code from} with {@code mask}, eight at a time. */
  public static void mask(ByteBuffer bytes, int from, int length, int mask) {
    long wide = ((long) mask << 32) | (mask & 0xFFFFFFFFL);
    int end = from + length;
    int at = from;
    for (; at + 8 <= end; at += 8) {
      bytes.putLong(at, bytes.getLong(at) ^ wide);
    }
    for (; at < end; at++) {
      bytes.put(at, (byte) (bytes.get(at) ^ mask >> (24 - 8 * (at - from & 3))));
    }
  }
}
