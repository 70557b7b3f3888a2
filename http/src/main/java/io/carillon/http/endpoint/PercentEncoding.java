package io.carillon.http.endpoint;

import io.carillon.engine.websocket.PercentEscapes;
import java.util.function.UnaryOperator;

/** Decodes percent-escapes, or refuses the request. */
public final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * Decodes one path segment; a plus stays a plus.
   *
   * @param what how the caller knows the value, for the message
   * @throws Refusal 400 for a bad escape or bytes that are not UTF-8
   */
  public static String decodeSegment(String what, String raw) {
    return decode(what, raw, PercentEscapes::decodeSegment);
  }

  /** Decodes a query value; a plus is a space. */
  public static String decodeQuery(String what, String raw) {
    return decode(what, raw, PercentEscapes::decodeQuery);
  }

  private static String decode(String what, String raw, UnaryOperator<String> decoding) {
    try {
      return decoding.apply(raw);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(
          what, "invalid " + what + " encoding: '" + Shown.of(raw) + "': " + e.getMessage());
    }
  }
}
