package io.carillon.engine.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks UTF-8 as RFC 3629 §4 defines it, piece by piece, and finds the first byte that no valid
 * text can have there: overlong forms, surrogates and code points above U+10FFFF fail at their
 * second byte at the latest.
 *
 * <p>A state says what the next byte must be: how many bytes of the present character are still to
 * come (bits 0-7), and the range of the next one (lowest in bits 8-15, highest in bits 16-23).
 */
public final class Utf8 {
  /** Between two characters: where a text begins and must end. */
  public static final int COMPLETE = 0;

  /** No valid text begins like this. */
  public static final int INVALID = -1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /** Whether the bytes are one whole text. */
  public static boolean isValid(byte[] bytes, int from, int to) {
    return check(COMPLETE, bytes, from, to) == COMPLETE;
  }

  /** The state behind these bytes when {@code state} was in front of them. */
  public static int check(int state, byte[] bytes, int from, int to) {
    int next = state;
    int at = from;
    while (at < to && next != INVALID) {
      if (next == COMPLETE) {
        at = skipAscii(bytes, at, to);
        if (at == to) {
          return COMPLETE;
        }
      }
      next = step(next, bytes[at] & 0xff);
      at++;
    }
    return next;
  }

  private static int skipAscii(byte[] bytes, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  private static int step(int state, int next) {
    if (state == COMPLETE) {
      return lead(next);
    }
    int low = state >> 8 & 0xff;
    int high = state >> 16;
    if (next < low || next > high) {
      return INVALID;
    }
    int remaining = (state & 0xff) - 1;
    return remaining == 0 ? COMPLETE : state(remaining, 0x80, 0xbf);
  }

  /** The rows of the table in RFC 3629 §4, by the first byte that is not ASCII. */
  private static int lead(int lead) {
    if (lead < 0xc2 || lead > 0xf4) {
      return INVALID;
    }
    if (lead < 0xe0) {
      return state(1, 0x80, 0xbf);
    }
    return switch (lead) {
      case 0xe0 -> state(2, 0xa0, 0xbf);
      case 0xed -> state(2, 0x80, 0x9f);
      case 0xf0 -> state(3, 0x90, 0xbf);
      case 0xf4 -> state(3, 0x80, 0x8f);
      default -> state(lead < 0xf0 ? 2 : 3, 0x80, 0xbf);
    };
  }

  private static int state(int remaining, int low, int high) {
    return high << 16 | low << 8 | remaining;
  }
}
