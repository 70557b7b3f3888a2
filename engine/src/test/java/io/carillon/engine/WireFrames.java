package io.carillon.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Client frames as bytes, right or wrong as asked (RFC 6455 §5.2): always masked. */
final class WireFrames {
  static final int FIN = 0x80;
  static final int RSV1 = 0x40;
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private WireFrames() {}

  static byte[] text(String text) {
    return frame(FIN | TEXT, utf8(text));
  }

  static byte[] binary(byte[] payload) {
    return frame(FIN | BINARY, payload);
  }

  static byte[] ping(byte[] payload) {
    return frame(FIN | PING, payload);
  }

  static byte[] close(int code, String reason) {
    byte[] text = utf8(reason);
    return frame(
        FIN | CLOSE, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text));
  }

  static byte[] frame(int firstByte, ByteBuffer filled) {
    return frame(firstByte, filled.array());
  }

  /** A frame with any first byte. */
  static byte[] frame(int firstByte, byte[] payload) {
    int length = payload.length;
    int header = length < 126 ? 2 : length < 65536 ? 4 : 10;
    ByteBuffer frame = ByteBuffer.allocate(header + 4 + length).put((byte) firstByte);
    if (header == 2) {
      frame.put((byte) (0x80 | length));
    } else if (header == 4) {
      frame.put((byte) (0x80 | 126)).putShort((short) length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(length);
    }
    int key = ThreadLocalRandom.current().nextInt();
    frame.putInt(key);
    for (int i = 0; i < length; i++) {
      frame.put((byte) (payload[i] ^ key >>> 24 - 8 * (i & 3)));
    }
    return frame.array();
  }

  static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      joined.put(part);
    }
    return joined.array();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
