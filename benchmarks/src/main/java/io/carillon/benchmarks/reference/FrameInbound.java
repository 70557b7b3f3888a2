package io.carillon.benchmarks.reference;

import io.carillon.benchmarks.wire.Frames;
import java.nio.ByteBuffer;

/**
 * Reads the masked frames of a WebSocket and answers pings, closes and, on an echo connection,
 * messages: frame by frame, so fragments come back as the same fragments.
 */
enum FrameInbound implements NioConnection.Inbound {
  /** Ignores messages. */
  MUTE,
  /** Sends every message back. */
  ECHO;

  private static final int FINAL = 0x80;

  @Override
  public boolean consume(NioConnection connection, ByteBuffer in) {
    int start = in.position();
    int available = in.limit() - start;
    if (available < 2) {
      return false;
    }
    int headBytes = Frames.headBytes(in, start);
    if (available < headBytes) {
      return false;
    }
    long length = Frames.payloadBytes(in, start);
    if (length < 0 || length > Frames.MAX_MESSAGE_BYTES || !Frames.isMasked(in.get(start + 1))) {
      throw new IllegalArgumentException("a frame of " + length + " bytes, or without a mask");
    }
    if (available - headBytes < length) {
      return false;
    }
    int payloadAt = start + headBytes;
    Frames.mask(in, payloadAt, (int) length, in.getInt(payloadAt - 4));
    in.position(payloadAt);
    answer(connection, in, in.get(start), (int) length);
    in.position(payloadAt + (int) length);
    return true;
  }

  private void answer(NioConnection connection, ByteBuffer in, int first, int length) {
    switch (Frames.opcode(first)) {
      case Frames.PING -> reply(connection, in, FINAL | Frames.PONG, length);
      case Frames.CLOSE -> {
        reply(connection, in, first, length);
        connection.closeAfterReplies();
      }
      case Frames.PONG -> {}
      default -> {
        if (this == ECHO) {
          reply(connection, in, first, length);
        }
      }
    }
  }

  private static void reply(NioConnection connection, ByteBuffer in, int first, int length) {
    ByteBuffer replies = connection.server().replyBuffer();
    int at = replies.position();
    Frames.putHead(replies, Frames.opcode(first), length);
    replies.put(at, (byte) first);
    replies.put(replies.position(), in, in.position(), length);
    replies.position(replies.position() + length);
  }
}
