package io.carillon.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Thousands of WebSocket clients on one thread; close it, and all of them end. */
final class TestPeers implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;
  private static final int READ_BYTES = 256 * 1024;

  /**
   * How a client behaves.
   *
   * @param receiveBuffer SO_RCVBUF, 0 for the system's own
   * @param onMessage gets each message on the clients' thread; null keeps them for {@link
   *     TestPeer#messages}
   */
  record Behaviour(
      int receiveBuffer,
      boolean autoPong,
      boolean reading,
      BiConsumer<TestPeer, byte[]> onMessage) {
    static final Behaviour NORMAL = new Behaviour(0, true, true, null);

    Behaviour withReceiveBuffer(int bytes) {
      return new Behaviour(bytes, autoPong, reading, onMessage);
    }

    Behaviour withoutPong() {
      return new Behaviour(receiveBuffer, false, reading, onMessage);
    }

    Behaviour withoutReading() {
      return new Behaviour(receiveBuffer, autoPong, false, onMessage);
    }

    Behaviour onMessage(BiConsumer<TestPeer, byte[]> listener) {
      return new Behaviour(receiveBuffer, autoPong, reading, listener);
    }
  }

  private final InetSocketAddress server;
  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
  private final Thread thread = new Thread(this::run, "test-peers");
  private volatile boolean stopped;
  private volatile Throwable failure;

  TestPeers(int port) {
    server = new InetSocketAddress("127.0.0.1", port);
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.start();
  }

  TestPeer open(String path) {
    return open(path, 1, Behaviour.NORMAL).get(0);
  }

  List<TestPeer> open(String path, int count) {
    return open(path, count, Behaviour.NORMAL);
  }

  /** Opens clients and waits until each has its 101. */
  List<TestPeer> open(String path, int count, Behaviour behaviour) {
    List<TestPeer> peers = start(path, count, behaviour);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    for (TestPeer peer : peers) {
      peer.awaitOpen(until - System.nanoTime());
    }
    return peers;
  }

  /** Begins to open clients. */
  List<TestPeer> start(String path, int count, Behaviour behaviour) {
    List<TestPeer> peers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      peers.add(new TestPeer(this, path, behaviour));
    }
    execute(() -> peers.forEach(this::connect));
    return peers;
  }

  void execute(Runnable task) {
    if (failure != null) {
      throw new AssertionError(failure);
    }
    tasks.add(task);
    selector.wakeup();
  }

  private void connect(TestPeer peer) {
    try {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (peer.behaviour.receiveBuffer() > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, peer.behaviour.receiveBuffer());
      }
      boolean connected = channel.connect(server);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, peer);
      peer.started(channel, key);
      if (connected) {
        peer.onConnected();
      }
    } catch (IOException e) {
      peer.onEnd(true);
    }
  }

  private void run() {
    try {
      while (!stopped) {
        selector.select(this::ready);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }

  private void ready(SelectionKey key) {
    TestPeer peer = (TestPeer) key.attachment();
    try {
      if (key.isValid() && key.isConnectable()) {
        peer.onConnected();
      }
      if (key.isValid() && key.isReadable()) {
        peer.onReadable(buffer);
      }
      if (key.isValid() && key.isWritable()) {
        peer.write();
      }
    } catch (IOException e) {
      peer.onEnd(true);
    }
  }

  @Override
  public void close() {
    stopped = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (failure != null) {
      throw new AssertionError(failure);
    }
  }
}
