package io.carillon.engine.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/**
 * The server's side of the opening handshake (RFC 6455 §4.2) as pure functions.
 *
 * <p>Decides only what the RFC decides. Origin ({@link OriginPolicy}), route, limits and
 * authentication come after {@link #check} and before {@link #accept}.
 */
public final class Handshake {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_BYTES = 16;
  private static final int KEY_CHARS = 24;

  /** What a request is to a WebSocket server. */
  public sealed interface Verdict {}

  /** A request that asks for no WebSocket: for the HTTP server. */
  public enum NotAnUpgrade implements Verdict {
    INSTANCE
  }

  /** A handshake that may be answered with {@link #accept}. */
  public record Upgrade(UpgradeRequest request) implements Verdict {}

  /** A handshake that breaks a rule. */
  public record Refused(Refusal refusal) implements Verdict {}

  private Handshake() {}

  /**
   * Judges a request: an upgrade if its {@code Upgrade} header names {@code websocket}, and then by
   * every rule of RFC 6455 §4.2.1.
   */
  public static Verdict check(RequestHead head) {
    if (!head.hasToken("Upgrade", "websocket")) {
      return NotAnUpgrade.INSTANCE;
    }
    Optional<Refusal> refusal = refuse(head);
    return refusal.isPresent() ? new Refused(refusal.get()) : upgrade(head);
  }

  /**
   * The {@code 101} that opens the WebSocket (RFC 6455 §4.2.2).
   *
   * @param deflate what {@link Deflate#negotiate} made of the request's extensions
   * @param subprotocol one of those the request offers
   * @throws IllegalArgumentException if the request does not offer the subprotocol
   */
  public static ByteString accept(
      UpgradeRequest request, Optional<Deflate> deflate, Optional<String> subprotocol) {
    StringBuilder answer = new StringBuilder(256);
    answer.append("HTTP/1.1 101 Switching Protocols\r\n");
    answer.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
    answer.append("Sec-WebSocket-Accept: ").append(acceptKey(request.key())).append("\r\n");
    if (subprotocol.isPresent()) {
      if (!request.subprotocols().contains(subprotocol.get())) {
        throw new IllegalArgumentException("The client does not offer this subprotocol");
      }
      answer.append("Sec-WebSocket-Protocol: ").append(subprotocol.get()).append("\r\n");
    }
    if (deflate.isPresent()) {
      answer.append("Sec-WebSocket-Extensions: ").append(deflate.get().answer()).append("\r\n");
    }
    answer.append("\r\n");
    return ByteString.fromArrayUnsafe(answer.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** The proof that we read this key (RFC 6455 §4.2.2, item 5.4). */
  static String acceptKey(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] digest = sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }

  private static Optional<Refusal> refuse(RequestHead head) {
    if (!head.method().equals("GET")) {
      return Optional.of(Refusal.methodNotAllowed());
    }
    if (!head.version().equals("HTTP/1.1")) {
      return bad("A WebSocket handshake must be HTTP/1.1.");
    }
    if (!head.hasToken("Connection", "upgrade")) {
      return bad("The Connection header must name upgrade.");
    }
    if (!hasHost(head)) {
      return bad("Exactly one Host header is required.");
    }
    if (hasBody(head)) {
      return bad("A WebSocket handshake must have no body.");
    }
    if (!head.headers("Sec-WebSocket-Version").equals(List.of("13"))) {
      return Optional.of(Refusal.upgradeRequired());
    }
    if (!hasKey(head)) {
      return bad("Exactly one Sec-WebSocket-Key of 16 bytes in base64 is required.");
    }
    if (head.headers("Origin").size() > 1) {
      return bad("At most one Origin header is allowed.");
    }
    return Optional.empty();
  }

  private static Verdict upgrade(RequestHead head) {
    Optional<List<String>> subprotocols = tokens(head.headers("Sec-WebSocket-Protocol"));
    if (subprotocols.isEmpty()) {
      return refused("The Sec-WebSocket-Protocol header is malformed.");
    }
    Optional<List<ExtensionOffer>> extensions =
        ExtensionOffer.parse(head.headers("Sec-WebSocket-Extensions"));
    if (extensions.isEmpty()) {
      return refused("The Sec-WebSocket-Extensions header is malformed.");
    }
    String key = head.headers("Sec-WebSocket-Key").get(0);
    return new Upgrade(
        new UpgradeRequest(head, key, head.header("Origin"), subprotocols.get(), extensions.get()));
  }

  private static boolean hasHost(RequestHead head) {
    List<String> hosts = head.headers("Host");
    return hosts.size() == 1 && !hosts.get(0).isEmpty();
  }

  private static boolean hasBody(RequestHead head) {
    return !head.headers("Transfer-Encoding").isEmpty()
        || !head.headers("Content-Length").stream().allMatch(Handshake::isZero);
  }

  private static boolean isZero(String length) {
    return Tokens.isNumber(length) && Long.parseLong(length) == 0;
  }

  private static boolean hasKey(RequestHead head) {
    List<String> keys = head.headers("Sec-WebSocket-Key");
    if (keys.size() != 1 || keys.get(0).length() != KEY_CHARS) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(keys.get(0)).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The elements of a list of tokens (RFC 9110 §5.6.1); empty if one is none. */
  private static Optional<List<String>> tokens(List<String> values) {
    List<String> tokens = new ArrayList<>();
    for (String element : String.join(",", values).split(",", -1)) {
      String token = element.strip();
      if (!token.isEmpty() && !Tokens.isToken(token)) {
        return Optional.empty();
      }
      if (!token.isEmpty() && !tokens.contains(token)) {
        tokens.add(token);
      }
    }
    return Optional.of(tokens);
  }

  private static Optional<Refusal> bad(String reason) {
    return Optional.of(Refusal.badRequest(reason));
  }

  private static Verdict refused(String reason) {
    return new Refused(Refusal.badRequest(reason));
  }
}
