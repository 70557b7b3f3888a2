package io.carillon.engine.websocket;

import io.carillon.engine.message.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.util.ByteString;

/** Masked frames as clients send them, right and wrong ones (RFC 6455 §5.2, §5.3). */
public final class ClientFrames {
  public static final int FIN = 0x80;
  public static final int RSV1 = 0x40;
  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xA;

  /** The key of the examples in RFC 6455 §5.7. */
  public static final int KEY = 0x37fa213d;

  private ClientFrames() {}

  public static ByteString text(String text) {
    return frame(FIN | TEXT, utf8(text));
  }

  public static ByteString binary(ByteString payload) {
    return frame(FIN | BINARY, payload);
  }

  public static ByteString of(Message message) {
    return frame(FIN | opcode(message), message.payload());
  }

  /** The message deflated, whether that pays or not. */
  public static ByteString deflated(Message message) {
    return frame(FIN | RSV1 | opcode(message), Deflate.compress(message.payload(), 15));
  }

  public static ByteString ping(String payload) {
    return frame(FIN | PING, utf8(payload));
  }

  public static ByteString pong(ByteString payload) {
    return frame(FIN | PONG, payload);
  }

  /** A close frame without a body. */
  public static ByteString close() {
    return frame(FIN | CLOSE, ByteString.emptyByteString());
  }

  /** A close frame with any code, allowed or not. */
  public static ByteString close(int code, String reason) {
    return frame(FIN | CLOSE, bytes(code >> 8, code).concat(utf8(reason)));
  }

  /** Any frame, allowed or not. */
  public static ByteString frame(int firstByte, ByteString payload) {
    return frame(firstByte, KEY, payload);
  }

  /** Any frame with any masking key. */
  public static ByteString frame(int firstByte, int key, ByteString payload) {
    byte[] masked = payload.toArray();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= (byte) (key >>> 24 - 8 * (i % 4));
    }
    return header(firstByte, masked.length, key).concat(ByteString.fromArray(masked));
  }

  /** A header that declares any length, in the shortest form, with nothing behind it. */
  public static ByteString header(int firstByte, long declaredBytes) {
    return header(firstByte, declaredBytes, KEY);
  }

  public static ByteString bytes(int... bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int next : bytes) {
      out.write(next);
    }
    return ByteString.fromArray(out.toByteArray());
  }

  public static ByteString utf8(String text) {
    return ByteString.fromArray(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ByteString header(int firstByte, long length, int key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(firstByte);
    if (length >= 0 && length <= 125) {
      out.write(0x80 | (int) length);
    } else if (length >= 0 && length <= 0xffff) {
      out.write(0x80 | 126);
      number(out, length, 2);
    } else {
      out.write(0x80 | 127);
      number(out, length, 8);
    }
    number(out, key, 4);
    return ByteString.fromArray(out.toByteArray());
  }

  private static void number(ByteArrayOutputStream out, long number, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (number >>> 8 * i));
    }
  }

  private static int opcode(Message message) {
    return message.isText() ? TEXT : BINARY;
  }
}
