package io.carillon.benchmarks.websocket;

import io.carillon.benchmarks.wire.Frames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.util.ByteString;

/** What a client sends: masked frames, and texts to put into them. */
final class ClientBytes {
  static final int FIN = 0x80;
  static final int COMPRESSED = 0x40;
  static final int CONTINUATION = 0x0;

  /** The key of the examples in RFC 6455 §5.7. */
  private static final int KEY = 0x37fa213d;

  private static final String SENTENCE =
      "{\"room\":\"lobby\",\"user\":\"anna\",\"text\":\"see you at eight\",\"sequence\":4711} ";

  private ClientBytes() {}

  /** ASCII that looks like chat and compresses like it. */
  static byte[] chat(int bytes) {
    String text = SENTENCE.repeat(bytes / SENTENCE.length() + 1);
    return text.substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
  }

  /** One frame, compact. */
  static ByteString frame(int firstByte, byte[] payload) {
    ByteBuffer buffer = ByteBuffer.allocate(Frames.MAX_HEAD_BYTES + payload.length);
    Frames.putMaskedHead(buffer, 0, payload.length, KEY);
    buffer.put(0, (byte) firstByte);
    int start = buffer.position();
    buffer.put(payload);
    Frames.mask(buffer, start, payload.length, KEY);
    return ByteString.fromArray(buffer.array(), 0, buffer.position());
  }
}
