package io.carillon.engine.websocket;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Utf8;
import java.util.Arrays;
import org.apache.pekko.util.ByteString;

/**
 * A message of which something has arrived: its payload so far, unmasked and joined (RFC 6455
 * §5.4).
 *
 * <p>Holds at most twice the bytes that have arrived, whatever was declared. Text that is not
 * compressed is checked as it arrives (§8.1), compressed text once it is inflated.
 */
final class IncomingMessage {
  private static final byte[] NOTHING = {};

  private final SessionLimits limits;
  private final Message.Kind kind;
  private final boolean compressed;
  private byte[] payload = NOTHING;
  private int size;
  private int fragments = 1;
  private int utf8 = Utf8.COMPLETE;

  IncomingMessage(SessionLimits limits, Message.Kind kind, boolean compressed) {
    this.limits = limits;
    this.kind = kind;
    this.compressed = compressed;
  }

  /** Counts one more frame, empty or not. */
  void beginFragment() throws ProtocolViolation {
    fragments++;
    if (fragments > limits.maxFragments()) {
      throw new ProtocolViolation(
          CloseCode.POLICY_VIOLATION, "The message has too many fragments.");
    }
  }

  /** Refuses a frame by the length that it declares. */
  void declare(long length) throws ProtocolViolation {
    if (length > maxPayloadBytes() - size) {
      throw new ProtocolViolation(CloseCode.MESSAGE_TOO_BIG, "The message is too big.");
    }
  }

  /** Appends bytes of the frame's payload. */
  void append(IncomingFrame frame, byte[] in, int from, int count) throws ProtocolViolation {
    reserve(count, frame);
    Mask.copy(frame.key(), in, from, payload, size, count);
    if (kind == Message.Kind.TEXT && !compressed) {
      utf8 = Utf8.check(utf8, payload, size, size + count);
      if (utf8 == Utf8.INVALID) {
        throw invalidText();
      }
    }
    size += count;
  }

  /** The whole message, now that its last frame has ended. */
  Message complete() throws ProtocolViolation {
    byte[] bytes = exact();
    if (kind == Message.Kind.TEXT) {
      boolean valid = compressed ? Utf8.isValid(bytes, 0, bytes.length) : utf8 == Utf8.COMPLETE;
      if (!valid) {
        throw invalidText();
      }
    }
    return new Message(kind, ByteString.fromArrayUnsafe(bytes));
  }

  static ProtocolViolation invalidText() {
    return new ProtocolViolation(
        CloseCode.INVALID_FRAME_PAYLOAD_DATA, "A text message is not valid UTF-8.");
  }

  private byte[] exact() throws ProtocolViolation {
    if (compressed) {
      return Decompressor.get().inflate(payload, size, limits.maxMessageBytes());
    }
    return size == payload.length ? payload : Arrays.copyOf(payload, size);
  }

  /**
   * Makes room by doubling, so that many small pieces cost linear time, but not beyond the end of
   * the message where it is known.
   */
  private void reserve(int count, IncomingFrame frame) {
    int needed = size + count;
    if (needed > payload.length) {
      long end = frame.isFinal() ? size + frame.remaining() : maxPayloadBytes();
      int capacity = (int) Math.max(needed, Math.min(2L * payload.length, end));
      payload = Arrays.copyOf(payload, capacity);
    }
  }

  /** Bytes that cannot be compressed grow a little when they are: a sixteenth is plenty. */
  private long maxPayloadBytes() {
    long max = limits.maxMessageBytes();
    return compressed ? Math.min(max + max / 16 + 64, Integer.MAX_VALUE - 16) : max;
  }
}
