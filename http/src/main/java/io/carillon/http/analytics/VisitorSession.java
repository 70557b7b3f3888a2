package io.carillon.http.analytics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.Cookie;
import org.apache.pekko.http.javadsl.model.headers.HttpCookie;
import org.apache.pekko.http.javadsl.model.headers.SameSite;
import org.apache.pekko.http.javadsl.model.headers.SetCookie;

/**
 * The cookie by which a visitor is known, and the id by which others may know him.
 *
 * @param secret what the cookie holds; whoever has it is the visitor, so it is shown to nobody
 */
record VisitorSession(String secret) {
  static final String COOKIE = "maicivy_session";

  private static final Duration KEPT = Duration.ofDays(30);

  /** What a cookie of ours, or of another server of the system, looks like. */
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  /** A session nobody has had before. */
  static VisitorSession begin() {
    return new VisitorSession(UUID.randomUUID().toString());
  }

  /** The session that a request's cookie names; empty if there is none, or it cannot be one. */
  static Optional<VisitorSession> of(HttpRequest request) {
    return request
        .getHeader(Cookie.class)
        .flatMap(
            header ->
                StreamSupport.stream(header.getCookies().spliterator(), false)
                    .filter(cookie -> cookie.name().equals(COOKIE))
                    .findFirst())
        .map(cookie -> cookie.value())
        .filter(value -> SECRET.matcher(value).matches())
        .map(VisitorSession::new);
  }

  /** The header that gives a browser this session for 30 days. */
  HttpHeader toHeader() {
    return SetCookie.create(
        HttpCookie.create(COOKIE, secret)
            .withPath("/")
            .withMaxAge(KEPT.toSeconds())
            .withHttpOnly(true)
            .withSecure(true)
            .withSameSite(SameSite.Lax));
  }

  /** The visitor's id: always the same for a session, and no way back to it (RFC 9562 §5.8). */
  UUID visitor() {
    ByteBuffer hash = ByteBuffer.wrap(sha256(secret));
    long high = hash.getLong() & ~0xf000L | 0x8000L;
    long low = hash.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /** SHA-256 of a text in hex. */
  static String hex(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
