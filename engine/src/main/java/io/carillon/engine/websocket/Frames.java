package io.carillon.engine.websocket;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/**
 * Server frames as bytes: never masked, a message is always one frame (RFC 6455 §5.1, §5.2).
 *
 * <p>Each frame is one compact array that the payload was copied into once; it may be shared
 * between connections and threads.
 */
public final class Frames {
  private static final int MAX_REASON_BYTES = 123;

  private Frames() {}

  /** The message as it is. */
  public static ByteString of(Message message) {
    return frame(Opcode.FIN | opcode(message), message.payload());
  }

  /**
   * The message deflated for this client if that makes it smaller (RFC 7692 §6.1), else as it is;
   * below {@link Deflate#MIN_BYTES} always as it is.
   */
  public static ByteString of(Message message, Deflate deflate) {
    return deflated(message, deflate.windowBits()).orElseGet(() -> of(message));
  }

  /**
   * A ping (RFC 6455 §5.5.2).
   *
   * @throws IllegalArgumentException if the payload is longer than 125 bytes
   */
  public static ByteString ping(ByteString payload) {
    return control(Opcode.PING, payload);
  }

  /**
   * A pong (RFC 6455 §5.5.3).
   *
   * @throws IllegalArgumentException if the payload is longer than 125 bytes
   */
  public static ByteString pong(ByteString payload) {
    return control(Opcode.PONG, payload);
  }

  /**
   * A close frame (RFC 6455 §5.5.1).
   *
   * @param code a sendable one, or 1005 for a close frame without a body
   * @param reason cut at a character boundary to the 123 bytes that fit; dropped with 1005
   * @throws IllegalArgumentException if the code must not be sent
   */
  public static ByteString close(int code, String reason) {
    if (code == CloseCode.NO_STATUS_RECEIVED.code()) {
      return control(Opcode.CLOSE, ByteString.emptyByteString());
    }
    if (!CloseCode.isSendable(code)) {
      throw new IllegalArgumentException("Close code " + code + " must not be sent");
    }
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    int length = cut(text);
    byte[] body = new byte[2 + length];
    body[0] = (byte) (code >> 8);
    body[1] = (byte) code;
    System.arraycopy(text, 0, body, 2, length);
    return control(Opcode.CLOSE, ByteString.fromArrayUnsafe(body));
  }

  /** A close frame; see {@link #close(int, String)}. */
  public static ByteString close(CloseCode code, String reason) {
    return close(code.code(), reason);
  }

  /** How many bytes a frame has in front of a payload of this many bytes: 2, 4 or 10. */
  public static int headerBytes(int payloadBytes) {
    if (payloadBytes < Opcode.LENGTH_16) {
      return 2;
    }
    return payloadBytes <= 0xffff ? 4 : 10;
  }

  /** The message deflated; empty if it is too short for that or would not get smaller. */
  static Optional<ByteString> deflated(Message message, int windowBits) {
    if (message.payload().size() < Deflate.MIN_BYTES) {
      return Optional.empty();
    }
    ByteString payload = Deflate.compress(message.payload(), windowBits);
    return payload.size() < message.payload().size()
        ? Optional.of(frame(Opcode.FIN | Opcode.RSV1 | opcode(message), payload))
        : Optional.empty();
  }

  private static int opcode(Message message) {
    return message.isText() ? Opcode.TEXT : Opcode.BINARY;
  }

  private static ByteString control(int opcode, ByteString payload) {
    if (payload.size() > Opcode.MAX_CONTROL_BYTES) {
      throw new IllegalArgumentException("A control frame holds at most 125 bytes");
    }
    return frame(Opcode.FIN | opcode, payload);
  }

  private static ByteString frame(int firstByte, ByteString payload) {
    int length = payload.size();
    int header = headerBytes(length);
    byte[] frame = new byte[header + length];
    frame[0] = (byte) firstByte;
    if (header == 2) {
      frame[1] = (byte) length;
    } else {
      frame[1] = (byte) (header == 4 ? Opcode.LENGTH_16 : Opcode.LENGTH_64);
      for (int i = header - 1, rest = length; i > 1; i--, rest >>>= 8) {
        frame[i] = (byte) rest;
      }
    }
    payload.copyToArray(frame, header, length);
    return ByteString.fromArrayUnsafe(frame);
  }

  /** How many of these UTF-8 bytes fit into a close frame without cutting a character. */
  private static int cut(byte[] text) {
    if (text.length <= MAX_REASON_BYTES) {
      return text.length;
    }
    int length = MAX_REASON_BYTES;
    while ((text[length] & 0xc0) == 0x80) {
      length--;
    }
    return length;
  }
}
