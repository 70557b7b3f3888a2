package io.carillon.engine.websocket;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.pekko.util.ByteString;

/**
 * An answer to a request that ends the connection: a status, a sentence and headers.
 *
 * <p>Nothing that a client sent gets in: reasons are fixed sentences, and a header that could break
 * out of its line is refused where it is made.
 *
 * @param status 400-599
 * @param reason one line of ASCII for the client's author, the body of the answer
 * @param extra headers besides those every refusal has
 */
public record Refusal(int status, String reason, List<Header> extra) {
  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(414, "URI Too Long"),
          Map.entry(426, "Upgrade Required"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(505, "HTTP Version Not Supported"));

  /**
   * Checks that the answer can be written.
   *
   * @throws IllegalArgumentException if the status is no error or a text cannot stand in its line
   */
  public Refusal {
    extra = List.copyOf(extra);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status must be 400-599, was " + status);
    }
    requireLine(reason);
    extra.forEach(Refusal::requireHeader);
  }

  public static Refusal badRequest(String reason) {
    return new Refusal(400, reason, List.of());
  }

  public static Refusal unauthorized() {
    return new Refusal(401, "Credentials are missing or not accepted.", List.of());
  }

  public static Refusal forbiddenOrigin() {
    return new Refusal(403, "This origin may not connect.", List.of());
  }

  public static Refusal notFound() {
    return new Refusal(404, "There is no such route.", List.of());
  }

  public static Refusal methodNotAllowed() {
    Header allow = new Header("Allow", "GET");
    return new Refusal(405, "A WebSocket handshake must be a GET request.", List.of(allow));
  }

  public static Refusal requestTimeout() {
    return new Refusal(408, "The request took too long to arrive.", List.of());
  }

  /** Names the only version that is spoken here (RFC 6455 §4.4). */
  public static Refusal upgradeRequired() {
    Header version = new Header("Sec-WebSocket-Version", "13");
    Header upgrade = new Header("Upgrade", "websocket");
    return new Refusal(426, "WebSocket version 13 is required.", List.of(version, upgrade));
  }

  public static Refusal tooManyRequests(int retryAfterSeconds) {
    return new Refusal(429, "Too many connections.", List.of(retryAfter(retryAfterSeconds)));
  }

  public static Refusal serviceUnavailable(int retryAfterSeconds) {
    return new Refusal(503, "No more connections for now.", List.of(retryAfter(retryAfterSeconds)));
  }

  /** The answer to a request that is no proper HTTP. */
  public static Refusal of(RequestHeadParser.Malformed malformed) {
    return new Refusal(malformed.status(), malformed.reason(), List.of());
  }

  /** The whole answer (RFC 9112 §4); the connection must be closed behind it. */
  public ByteString bytes() {
    String body = reason + "\n";
    StringBuilder answer = new StringBuilder(256);
    answer.append("HTTP/1.1 ").append(status).append(' ');
    answer.append(PHRASES.getOrDefault(status, "Refused")).append("\r\n");
    line(answer, "Content-Type", "text/plain; charset=utf-8");
    line(answer, "Content-Length", Integer.toString(body.length()));
    line(answer, "Connection", "close");
    extra.forEach(header -> line(answer, header.name(), header.value()));
    answer.append("\r\n").append(body);
    return ByteString.fromArrayUnsafe(answer.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void line(StringBuilder answer, String name, String value) {
    answer.append(name).append(": ").append(value).append("\r\n");
  }

  private static Header retryAfter(int seconds) {
    return new Header("Retry-After", Integer.toString(Math.max(0, seconds)));
  }

  private static void requireHeader(Header header) {
    if (!Tokens.isToken(header.name())) {
      throw new IllegalArgumentException("A header name must be a token");
    }
    requireLine(header.value());
  }

  private static void requireLine(String text) {
    if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("Only printable ASCII can stand in an answer's line");
    }
  }
}
