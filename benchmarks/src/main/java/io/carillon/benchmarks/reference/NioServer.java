package io.carillon.benchmarks.reference;

import io.carillon.benchmarks.wire.Frames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * The floor: a WebSocket broadcast server of plain JDK NIO with one selector and one thread.
 *
 * <p>A publish is encoded once into one direct buffer and costs one write call per WebSocket, no
 * allocation and no queue as long as the kernel takes all of it. Bound to 127.0.0.1. {@link #run}
 * occupies its thread until {@link #close}, which any thread may call.
 */
public final class NioServer implements Runnable, AutoCloseable {

  /** One message, its head and some of the next one. */
  private static final int READ_BYTES = Frames.MAX_MESSAGE_BYTES + 64 * 1024;

  private static final int BACKLOG = 4096;

  /** Accepts served before the sockets that are already open get their turn again. */
  private static final int ACCEPTS_A_TURN = 64;

  private static final int SELECT_MILLIS = 1000;

  private final Selector selector;
  private final ServerSocketChannel listener;
  private final Delivery delivery;
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BYTES);
  private final SharedBytes replies = new SharedBytes(READ_BYTES + HttpRequests.MAX_ANSWER_BYTES);
  private final SharedBytes frame =
      new SharedBytes(Frames.MAX_MESSAGE_BYTES + Frames.MAX_HEAD_BYTES);
  private NioConnection[] webSockets = new NioConnection[1024];
  private int webSocketCount;
  private volatile boolean closed;

  /** One delivery of a published frame; replaced only to show that the load client finds faults. */
  interface Delivery {

    /** Writes the frame to one WebSocket and tells whether it counts as sent. */
    boolean deliver(NioConnection to, SharedBytes frame);
  }

  private NioServer(Selector selector, ServerSocketChannel listener, Delivery delivery) {
    this.selector = selector;
    this.listener = listener;
    this.delivery = delivery;
  }

  /** Listens on a port of 127.0.0.1; 0 takes a free one. Serves nothing before {@link #run}. */
  public static NioServer listen(int port) throws IOException {
    return listen(port, NioConnection::send);
  }

  static NioServer listen(int port, Delivery delivery) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    listener.configureBlocking(false);
    Selector selector = Selector.open();
    listener.register(selector, SelectionKey.OP_ACCEPT);
    return new NioServer(selector, listener, delivery);
  }

  /** Serves on the given port until the process is stopped. */
  public static void main(String[] arguments) throws IOException {
    try (NioServer server = listen(Integer.parseInt(arguments[0]))) {
      server.run();
    }
  }

  public int port() {
    return listener.socket().getLocalPort();
  }

  @Override
  public void run() {
    try {
      while (!closed) {
        selector.select(this::onReady, SELECT_MILLIS);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new IllegalStateException("the selector failed", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }

  private void onReady(SelectionKey key) {
    if (key.attachment() instanceof NioConnection connection) {
      connection.onReady();
    } else {
      accept();
    }
  }

  private void accept() {
    try {
      for (int i = 0; i < ACCEPTS_A_TURN; i++) {
        SocketChannel channel = listener.accept();
        if (channel == null) {
          return;
        }
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new NioConnection(this, channel, key));
      }
    } catch (IOException e) {
      System.err.println("accept: " + e);
    }
  }

  /**
   * Writes one text message to every WebSocket, or every one of the half, and answers how many took
   * it.
   */
  int publish(ByteBuffer in, int payloadAt, int payloadBytes, boolean half) {
    ByteBuffer out = frame.refill();
    Frames.putHead(out, Frames.TEXT, payloadBytes);
    out.put(out.position(), in, payloadAt, payloadBytes);
    out.position(out.position() + payloadBytes);
    frame.seal();
    int sent = 0;
    // Backwards, because a connection whose write fails leaves and the last one takes its place.
    for (int i = webSocketCount - 1; i >= 0; i--) {
      if ((!half || webSockets[i].isOfHalf()) && delivery.deliver(webSockets[i], frame)) {
        sent++;
      }
    }
    return sent;
  }

  void join(NioConnection connection) {
    if (webSocketCount == webSockets.length) {
      webSockets = Arrays.copyOf(webSockets, webSocketCount * 2);
    }
    connection.place = webSocketCount;
    webSockets[webSocketCount++] = connection;
  }

  void leave(NioConnection connection) {
    if (connection.place < 0) {
      return;
    }
    NioConnection last = webSockets[--webSocketCount];
    webSockets[webSocketCount] = null;
    if (last != connection) {
      webSockets[connection.place] = last;
      last.place = connection.place;
    }
    connection.place = -1;
  }

  ByteBuffer readBuffer() {
    return readBuffer;
  }

  SharedBytes replies() {
    return replies;
  }

  ByteBuffer replyBuffer() {
    return replies.buffer();
  }
}
