package io.carillon.benchmarks.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** The opening handshake (RFC 6455 §4) and the little of HTTP/1.1 that surrounds it. */
public final class Handshake {

  /** A fixed key: the load client checks the answer to it, and random keys would prove no more. */
  public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  /** The answer that {@link #KEY} demands (RFC 6455 §1.3). */
  public static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private Handshake() {}

  /** The client's request for {@code path} on a port of 127.0.0.1. */
  public static byte[] request(int port, String path) {
    String host = "127.0.0.1:" + port;
    return ascii(
        ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n")
            + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            + ("Sec-WebSocket-Key: " + KEY + "\r\nSec-WebSocket-Version: 13\r\n")
            + ("Origin: http://" + host + "\r\n\r\n"));
  }

  /** The server's 101 answer to a request that carried {@code key}. */
  public static byte[] response(String key) {
    return ascii(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + ("Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n"));
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder().encodeToString(sha1.digest(ascii(key + GUID)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /**
   * Where the head that starts at {@code from} ends: the index behind its empty line, or -1 if the
   * empty line is not below {@code limit}.
   */
  public static int headEnd(ByteBuffer in, int from, int limit) {
    for (int i = from; i + 4 <= limit; i++) {
      if (in.getInt(i) == 0x0D0A0D0A) {
        return i + 4;
      }
    }
    return -1;
  }

  /**
   * The value of a header within a head, trimmed, or null; {@code name} is matched without case.
   */
  public static String header(String head, String name) {
    String wanted = "\r\n" + name.toLowerCase(Locale.ROOT) + ":";
    int at = head.toLowerCase(Locale.ROOT).indexOf(wanted);
    if (at < 0) {
      return null;
    }
    int start = at + wanted.length();
    return head.substring(start, head.indexOf("\r\n", start)).trim();
  }

  /** The bytes of {@code in} from {@code from} up to {@code to}, read as ASCII. */
  public static String text(ByteBuffer in, int from, int to) {
    byte[] bytes = new byte[to - from];
    in.get(from, bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
