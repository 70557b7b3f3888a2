package io.carillon.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * The write side of one socket: what the kernel does not take is kept until it does.
 *
 * <p>Bounded by the callers, which send only after an answer.
 */
final class Outgoing {

  private final SelectionKey key;
  private ByteBuffer rest;

  Outgoing(SelectionKey key) {
    this.key = key;
  }

  /** Writes the bytes, or keeps a copy of those that do not fit. */
  void send(ByteBuffer bytes) throws IOException {
    if (rest == null) {
      ((SocketChannel) key.channel()).write(bytes);
    }
    if (bytes.hasRemaining()) {
      keep(bytes);
    }
  }

  private void keep(ByteBuffer bytes) {
    int kept = rest == null ? 0 : rest.remaining();
    ByteBuffer all = ByteBuffer.allocate(kept + bytes.remaining());
    if (rest != null) {
      all.put(rest);
    }
    rest = all.put(bytes).flip();
    key.interestOpsOr(SelectionKey.OP_WRITE);
  }

  /** Goes on with what was kept, if the socket takes bytes again. */
  void flush() throws IOException {
    if (rest != null) {
      ((SocketChannel) key.channel()).write(rest);
      if (rest.hasRemaining()) {
        return;
      }
      rest = null;
    }
    key.interestOpsAnd(~SelectionKey.OP_WRITE);
  }
}
