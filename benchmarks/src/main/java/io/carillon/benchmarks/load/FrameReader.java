package io.carillon.benchmarks.load;

import io.carillon.benchmarks.wire.Frames;
import io.carillon.benchmarks.wire.Stamp;
import java.nio.ByteBuffer;

/**
 * Reads the frames of one WebSocket as they arrive, without collecting them.
 *
 * <p>Looks at the head of a frame and the {@link Stamp} behind it and skips the rest; reports a
 * message when its last byte is there. Only an unfinished head is carried from one read to the
 * next, so a read allocates nothing. Servers under test send whole messages: a fragment is reported
 * as broken.
 */
final class FrameReader {

  /** A head and the largest control frame, or a head and a stamp. */
  private static final int MAX_CARRY_BYTES = Frames.MAX_HEAD_BYTES + 125;

  private static final int MAX_CONTROL_BYTES = 125;

  private final int messageBytes;
  private byte[] carry;
  private int carried;
  private long skip;
  private int publisher;
  private long sequence;
  private long nanos;

  /** What the frames say. */
  interface Listener {

    /** The last byte of a message was read. */
    void onMessage(int publisher, long sequence, long nanos);

    /** A ping whose payload is at {@code at}. */
    void onPing(ByteBuffer in, int at, int bytes);

    /** A close frame; nothing follows. */
    void onClose();

    /** Bytes that are no frame of this subset of RFC 6455; nothing that follows can be read. */
    void onBroken(String why);
  }

  /** A reader of messages that all have {@code messageBytes} bytes of payload. */
  FrameReader(int messageBytes) {
    this.messageBytes = messageBytes;
  }

  /** Puts what the last read left over at the front of the buffer; call before each read. */
  void restore(ByteBuffer in) {
    if (carried > 0) {
      in.put(carry, 0, carried);
      carried = 0;
    }
  }

  /** Reports every frame that ends in the buffer and keeps what is left; empties the buffer. */
  void read(ByteBuffer in, Listener listener) {
    while (in.hasRemaining()) {
      if (skip > 0) {
        int skipped = (int) Math.min(skip, in.remaining());
        in.position(in.position() + skipped);
        skip -= skipped;
        if (skip == 0) {
          listener.onMessage(publisher, sequence, nanos);
        }
      } else if (!readHead(in, listener)) {
        keep(in);
        return;
      }
    }
  }

  private void keep(ByteBuffer in) {
    if (carry == null) {
      carry = new byte[MAX_CARRY_BYTES];
    }
    carried = Math.min(in.remaining(), carry.length);
    in.get(carry, 0, carried).position(in.limit());
  }

  /** Returns false if more bytes are needed first, or if there is nothing more to read. */
  private boolean readHead(ByteBuffer in, Listener listener) {
    int start = in.position();
    int available = in.remaining();
    if (available < 2 || available < Frames.headBytes(in, start)) {
      return false;
    }
    int first = in.get(start);
    int headBytes = Frames.headBytes(in, start);
    long payloadBytes = Frames.payloadBytes(in, start);
    if (!isWhole(first, in.get(start + 1))) {
      listener.onBroken("frame head %04x".formatted(in.getShort(start)));
      in.position(in.limit());
      return true;
    }
    if (Frames.isControl(Frames.opcode(first))) {
      return readControl(in, listener, start + headBytes, payloadBytes);
    }
    return readStamp(in, listener, start + headBytes, payloadBytes);
  }

  private static boolean isWhole(int first, int second) {
    int opcode = Frames.opcode(first);
    boolean known = Frames.isControl(opcode) ? opcode <= Frames.PONG : opcode <= Frames.BINARY;
    return known
        && opcode != 0
        && Frames.isFinal(first)
        && !Frames.hasReservedBits(first)
        && !Frames.isMasked(second);
  }

  private static boolean readControl(ByteBuffer in, Listener listener, int at, long bytes) {
    if (bytes > MAX_CONTROL_BYTES) {
      listener.onBroken("control frame of " + bytes + " bytes");
      in.position(in.limit());
      return true;
    }
    if (in.limit() - at < bytes) {
      return false;
    }
    int opcode = Frames.opcode(in.get(in.position()));
    in.position(at + (int) bytes);
    if (opcode == Frames.PING) {
      listener.onPing(in, at, (int) bytes);
    } else if (opcode == Frames.CLOSE) {
      listener.onClose();
    }
    return true;
  }

  private boolean readStamp(ByteBuffer in, Listener listener, int at, long bytes) {
    if (bytes != messageBytes) {
      listener.onBroken("message of " + bytes + " bytes, not " + messageBytes);
      in.position(in.limit());
      return true;
    }
    if (in.limit() - at < Stamp.BYTES) {
      return false;
    }
    publisher = Stamp.publisher(in, at);
    sequence = Stamp.sequence(in, at);
    nanos = Stamp.nanos(in, at);
    in.position(at + Stamp.BYTES);
    skip = bytes - Stamp.BYTES;
    if (skip == 0) {
      listener.onMessage(publisher, sequence, nanos);
    }
    return true;
  }
}
