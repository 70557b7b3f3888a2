package io.carillon.engine.delivery;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;

/** Reads the frames of a server back from its bytes. */
final class Wire {
  static final int BINARY = 2;
  static final int PING = 9;

  /** One frame as it was sent. */
  record Sent(int opcode, ByteString payload) {}

  private Wire() {}

  /** The whole frames from {@code offset} on; bytes of a frame that has only begun are left out. */
  static List<Sent> read(byte[] bytes, int offset) {
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
    List<Sent> frames = new ArrayList<>();
    while (in.remaining() >= 2) {
      in.mark();
      int opcode = in.get() & 0x0f;
      long length = in.get() & 0x7f;
      if (length == 126 && in.remaining() >= 2) {
        length = in.getShort() & 0xffff;
      } else if (length == 127 && in.remaining() >= 8) {
        length = in.getLong();
      } else if (length >= 126) {
        in.reset();
        return frames;
      }
      if (in.remaining() < length) {
        in.reset();
        return frames;
      }
      byte[] payload = new byte[(int) length];
      in.get(payload);
      frames.add(new Sent(opcode, ByteString.fromArrayUnsafe(payload)));
    }
    return frames;
  }

  static int bytes(List<Sent> frames) {
    int sum = 0;
    for (Sent each : frames) {
      int length = each.payload.length();
      sum += length + (length < 126 ? 2 : length <= 0xffff ? 4 : 10);
    }
    return sum;
  }
}
