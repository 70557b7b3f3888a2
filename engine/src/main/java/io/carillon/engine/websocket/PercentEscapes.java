package io.carillon.engine.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes percent-escapes (RFC 3986 §2.1), once, strictly, as UTF-8. */
public final class PercentEscapes {
  private PercentEscapes() {}

  /**
   * Decodes one path segment; a plus stays a plus.
   *
   * @throws IllegalArgumentException saying what is wrong with the escapes
   */
  public static String decodeSegment(String raw) {
    return raw.indexOf('%') < 0 ? raw : decode(raw, false);
  }

  /**
   * Decodes a query value; a plus is a space.
   *
   * @throws IllegalArgumentException saying what is wrong with the escapes
   */
  public static String decodeQuery(String raw) {
    return decode(raw, true);
  }

  private static String decode(String raw, boolean plusIsSpace) {
    byte[] input = raw.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(input.length);
    for (int i = 0; i < input.length; i++) {
      if (input[i] == '%') {
        bytes.put((byte) escaped(input, i));
        i += 2;
      } else {
        bytes.put(plusIsSpace && input[i] == '+' ? (byte) ' ' : input[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("its escapes are not valid UTF-8", e);
    }
  }

  private static int escaped(byte[] input, int at) {
    int high = at + 2 < input.length ? Character.digit(input[at + 1], 16) : -1;
    int low = at + 2 < input.length ? Character.digit(input[at + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw new IllegalArgumentException("% must be followed by two hex digits");
    }
    return high << 4 | low;
  }
}
