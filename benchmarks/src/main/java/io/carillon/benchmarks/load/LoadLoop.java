package io.carillon.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * The selector and the buffers that all sockets of the load client share.
 *
 * <p>Confined to one thread: {@link #turn} calls the attachment of every ready key. {@link #close}
 * closes every socket.
 */
final class LoadLoop implements AutoCloseable {

  private static final int READ_BYTES = 256 * 1024;
  private static final int SEND_BYTES = 2 * 1024 * 1024;
  private static final int LONGEST_WAIT_MILLIS = 50;

  private final Selector selector;
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BYTES);
  private final ByteBuffer sendBuffer = ByteBuffer.allocateDirect(SEND_BYTES);

  /** A socket of this loop. */
  interface Ready {

    /** Serves the socket; a thrown exception closes it and ends up in {@link #onFailed}. */
    void onReady() throws IOException;

    /** The socket failed and is closed. */
    void onFailed(IOException cause);
  }

  LoadLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts to connect to a port of 127.0.0.1; the caller attaches a {@link Ready}. */
  SelectionKey connect(int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    boolean connected = channel.connect(address);
    int interest = connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
    return channel.register(selector, interest);
  }

  /** Serves what is ready, waiting at most 50 ms for it. */
  void turn() {
    turn(LONGEST_WAIT_MILLIS);
  }

  /** Serves what is ready, waiting at most so long for it; 0 does not wait. */
  void turn(int millis) {
    try {
      if (millis == 0) {
        selector.selectNow(LoadLoop::serve);
      } else {
        selector.select(LoadLoop::serve, millis);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the selector failed", e);
    }
  }

  private static void serve(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    Ready ready = (Ready) key.attachment();
    try {
      ready.onReady();
    } catch (IOException e) {
      reset(key);
      ready.onFailed(e);
    }
  }

  /** Closes a socket with a reset, which leaves no port behind in TIME_WAIT. */
  static void reset(SelectionKey key) {
    try (SocketChannel channel = (SocketChannel) key.channel()) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      key.cancel();
    }
  }

  /** The cleared read buffer, valid until the next call. */
  ByteBuffer readBuffer() {
    return readBuffer.clear();
  }

  /** The cleared buffer in which to build what is sent next, valid until the next call. */
  ByteBuffer sendBuffer() {
    return sendBuffer.clear();
  }

  /** A deadline, in terms of {@link System#nanoTime()}. */
  static long inSeconds(int seconds) {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  @Override
  public void close() {
    try {
      selector.keys().forEach(LoadLoop::reset);
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
