package io.carillon.benchmarks.reference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/**
 * One accepted socket of {@link NioServer}: first HTTP requests, after an upgrade frames.
 *
 * <p>Confined to the server's thread. What the kernel does not take waits in {@link #pending}, at
 * most {@value #MAX_PENDING_BYTES} bytes; a peer that lets more gather is closed.
 */
final class NioConnection {

  static final int MAX_PENDING_BYTES = 64 * 1024 * 1024;

  /** The place in the server's list of WebSockets, or -1 while it is none. */
  int place = -1;

  private final NioServer server;
  private final SocketChannel channel;
  private final SelectionKey key;
  private Inbound inbound;
  private byte[] carry;
  private ArrayDeque<ByteBuffer> pending;
  private long pendingBytes;
  private boolean closesWhenFlushed;
  private boolean ofHalf;

  NioConnection(NioServer server, SocketChannel channel, SelectionKey key) {
    this.server = server;
    this.channel = channel;
    this.key = key;
    this.inbound = HttpRequests.INSTANCE;
  }

  /** How the bytes of this connection are read; replaced by the upgrade. */
  interface Inbound {

    /**
     * Consumes one request or frame from the front of {@code in}, or returns false and leaves the
     * position alone if it is not whole yet.
     */
    boolean consume(NioConnection connection, ByteBuffer in) throws IOException;
  }

  NioServer server() {
    return server;
  }

  /** Turns the connection into a WebSocket. */
  void readFramesAs(Inbound frames, boolean half) {
    inbound = frames;
    ofHalf = half;
  }

  boolean isOfHalf() {
    return ofHalf;
  }

  /** Serves what the selector found ready; closes the connection on any failure. */
  void onReady() {
    try {
      if (key.isValid() && key.isWritable()) {
        flush();
      }
      if (key.isValid() && key.isReadable()) {
        read(server.readBuffer());
      }
    } catch (IOException | IllegalArgumentException e) {
      close();
    }
  }

  private void read(ByteBuffer in) throws IOException {
    in.clear();
    if (carry != null) {
      in.put(carry);
      carry = null;
    }
    if (channel.read(in) < 0) {
      close();
      return;
    }
    in.flip();
    ByteBuffer replies = server.replies().refill();
    while (channel.isOpen() && !closesWhenFlushed && inbound.consume(this, in)) {
      if (replies.remaining() < in.remaining() + HttpRequests.MAX_ANSWER_BYTES) {
        sendReplies();
      }
    }
    sendReplies();
    keepRest(in);
  }

  private void keepRest(ByteBuffer in) {
    if (!in.hasRemaining() || !channel.isOpen()) {
      return;
    }
    if (in.remaining() == in.capacity()) {
      close();
      return;
    }
    carry = new byte[in.remaining()];
    in.get(carry);
  }

  private void sendReplies() {
    SharedBytes replies = server.replies();
    replies.seal();
    send(replies);
    replies.refill();
  }

  /**
   * Writes the bytes now, or queues what the kernel does not take behind what already waits.
   *
   * @return whether the bytes were written or queued; false if the connection is closed
   */
  boolean send(SharedBytes bytes) {
    ByteBuffer out = bytes.fromStart();
    try {
      if (pendingBytes == 0) {
        channel.write(out);
      }
      if (out.hasRemaining()) {
        queue(bytes.keepFrom(out.position()));
      } else if (closesWhenFlushed && pendingBytes == 0) {
        close();
      }
    } catch (IOException e) {
      close();
    }
    return channel.isOpen();
  }

  private void queue(ByteBuffer rest) {
    if (pending == null) {
      pending = new ArrayDeque<>();
    }
    pending.add(rest);
    pendingBytes += rest.remaining();
    if (pendingBytes > MAX_PENDING_BYTES) {
      close();
    } else {
      key.interestOpsOr(SelectionKey.OP_WRITE);
    }
  }

  private void flush() throws IOException {
    while (pendingBytes > 0) {
      ByteBuffer first = pending.peek();
      pendingBytes -= channel.write(first);
      if (first.hasRemaining()) {
        return;
      }
      pending.remove();
    }
    key.interestOpsAnd(~SelectionKey.OP_WRITE);
    if (closesWhenFlushed) {
      close();
    }
  }

  /** Closes once what was sent so far, the current replies included, has left. */
  void closeAfterReplies() {
    closesWhenFlushed = true;
  }

  void close() {
    server.leave(this);
    try {
      channel.close();
    } catch (IOException e) {
      key.cancel();
    }
  }
}
