package io.carillon.http.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes percent-escapes (RFC 3986 §2.1), once, strictly, as UTF-8. */
public final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * Decodes one path segment; a plus stays a plus.
   *
   * @param what how the caller knows the value, for the message
   * @throws Refusal 400 for a bad escape or bytes that are not UTF-8
   */
  public static String decodeSegment(String what, String raw) {
    return decode(what, raw, false);
  }

  /** Decodes a query value; a plus is a space. */
  public static String decodeQuery(String what, String raw) {
    return decode(what, raw, true);
  }

  private static String decode(String what, String raw, boolean plusIsSpace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    byte[] input = raw.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < input.length; i++) {
      if (input[i] == '%') {
        bytes.write(escaped(what, raw, input, i));
        i += 2;
      } else {
        bytes.write(plusIsSpace && input[i] == '+' ? ' ' : input[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw invalid(what, raw, "its escapes are not valid UTF-8");
    }
  }

  private static int escaped(String what, String raw, byte[] input, int at) {
    int high = at + 2 < input.length ? Character.digit(input[at + 1], 16) : -1;
    int low = at + 2 < input.length ? Character.digit(input[at + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw invalid(what, raw, "% must be followed by two hex digits");
    }
    return high << 4 | low;
  }

  private static Refusal invalid(String what, String raw, String why) {
    return Refusal.badRequest(
        what, "invalid " + what + " encoding: '" + Shown.of(raw) + "': " + why);
  }
}
