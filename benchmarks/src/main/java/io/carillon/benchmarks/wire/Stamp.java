package io.carillon.benchmarks.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The first 32 bytes of every payload: who published it, which of his messages it is, and when.
 *
 * <p>Lower-case hexadecimal digits of fixed width, so that the payload is valid text and its length
 * does not depend on the numbers:
 *
 * <pre>
 * | publisher, 4 digits | sequence, 12 digits | System.nanoTime(), 16 digits | filler |
 * 0                     4                     16                             32
 * </pre>
 */
public final class Stamp {

  public static final int BYTES = 32;

  private static final int PUBLISHER_AT = 0;
  private static final int SEQUENCE_AT = 4;
  private static final int NANOS_AT = 16;
  private static final byte[] DIGITS = Handshake.ascii("0123456789abcdef");
  private static final byte[] VALUES = values();

  private Stamp() {}

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length; i++) {
      values[DIGITS[i]] = (byte) i;
    }
    return values;
  }

  /** Writes a stamp at {@code at}; publisher below 2^16, sequence below 2^48. */
  public static void put(ByteBuffer out, int at, int publisher, long sequence, long nanos) {
    putHex(out, at + PUBLISHER_AT, SEQUENCE_AT - PUBLISHER_AT, publisher);
    putHex(out, at + SEQUENCE_AT, NANOS_AT - SEQUENCE_AT, sequence);
    putHex(out, at + NANOS_AT, BYTES - NANOS_AT, nanos);
  }

  /** The publisher of the stamp at {@code at}, or a negative number if this is no stamp. */
  public static int publisher(ByteBuffer in, int at) {
    return (int) hex(in, at + PUBLISHER_AT, SEQUENCE_AT - PUBLISHER_AT);
  }

  /** The sequence number, from 0, of the stamp at {@code at}; negative if this is no stamp. */
  public static long sequence(ByteBuffer in, int at) {
    return hex(in, at + SEQUENCE_AT, NANOS_AT - SEQUENCE_AT);
  }

  /** When the stamp at {@code at} was written, as {@link System#nanoTime()} of the publisher. */
  public static long nanos(ByteBuffer in, int at) {
    return hex(in, at + NANOS_AT, BYTES - NANOS_AT);
  }

  private static void putHex(ByteBuffer out, int at, int digits, long value) {
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      out.put(i, DIGITS[(int) rest & 0xF]);
      rest >>>= 4;
    }
  }

  private static long hex(ByteBuffer in, int at, int digits) {
    long value = 0;
    int faulty = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = VALUES[in.get(i) & 0xFF];
      faulty |= digit;
      value = value << 4 | digit & 0xF;
    }
    return faulty < 0 ? -1 : value;
  }
}
