package io.carillon.engine.websocket;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which pages may connect (RFC 6455 §10.2): the defence against cross-site WebSocket hijacking.
 *
 * <p>An origin is compared as a whole, never by a part of it, and there are no wildcards. Letters
 * of scheme and host may differ in case (RFC 6454 §4); ports are compared as written, since
 * browsers leave the default port out.
 */
public final class OriginPolicy {
  private static final Pattern ORIGIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[A-Za-z0-9._~%\\[\\]:-]+");

  private OriginPolicy() {}

  /**
   * Whether a handshake with this origin may go on.
   *
   * @param allowed origins as browsers send them, such as {@code https://app.example.com}, or
   *     {@code null} as a word; an empty list allows any
   * @param origin what the client sent; an absent one is allowed, since every browser sends one
   */
  public static boolean allows(List<String> allowed, Optional<String> origin) {
    return allowed.isEmpty()
        || origin.isEmpty()
        || allowed.stream().anyMatch(candidate -> same(candidate, origin.get()));
  }

  private static boolean same(String allowed, String origin) {
    return allowed.equals(origin)
        || (isOrigin(allowed) && isOrigin(origin) && lower(allowed).equals(lower(origin)));
  }

  /** Whether this is nothing but {@code scheme://host[:port]} in ASCII. */
  private static boolean isOrigin(String text) {
    return ORIGIN.matcher(text).matches();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
