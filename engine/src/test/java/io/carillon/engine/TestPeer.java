package io.carillon.engine;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One client of {@link TestPeers}; what it saw may be asked by any thread. */
final class TestPeer {
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  final TestPeers.Behaviour behaviour;
  private final TestPeers loop;
  private final String path;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<byte[]> messages = new ArrayList<>();
  private final Deque<ByteBuffer> outgoing = new ArrayDeque<>();
  private SocketChannel channel;
  private SelectionKey key;
  private ByteBuffer unread = EMPTY;
  private boolean headRead;
  private boolean reading;
  private boolean closeSent;

  /** The answer to the handshake. */
  volatile String head = "";

  volatile boolean autoPong;
  volatile int received;
  volatile int pings;
  volatile int closeCode;
  volatile String closeReason = "";
  volatile boolean wasReset;
  volatile long endedAt;

  TestPeer(TestPeers loop, String path, TestPeers.Behaviour behaviour) {
    this.loop = loop;
    this.path = path;
    this.behaviour = behaviour;
    this.autoPong = behaviour.autoPong();
    this.reading = true;
  }

  // for tests, on any thread

  void awaitOpen(long nanos) {
    try {
      if (!opened.await(nanos, TimeUnit.NANOSECONDS) || !head.startsWith("HTTP/1.1 101 ")) {
        throw new AssertionError("Not open: '" + head + "', reset: " + wasReset);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether the TCP connection ended within the time. */
  boolean awaitEnd(long millis) {
    try {
      return ended.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  boolean isUpgraded() {
    return head.startsWith("HTTP/1.1 101 ");
  }

  /** What was received so far, in order. */
  List<byte[]> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  List<String> texts() {
    return messages().stream().map(each -> new String(each, StandardCharsets.UTF_8)).toList();
  }

  void send(byte[] bytes) {
    loop.execute(() -> queue(bytes));
  }

  /** What waits to be sent because the server does not read. */
  int unsentBytes() {
    CompletableFuture<Integer> sum = new CompletableFuture<>();
    loop.execute(() -> sum.complete(outgoing.stream().mapToInt(ByteBuffer::remaining).sum()));
    return sum.join();
  }

  /** Stops reading, so that the kernel's buffers fill up; or reads on. */
  void reading(boolean on) {
    loop.execute(
        () -> {
          reading = on;
          interest();
        });
  }

  /** Begins a closing handshake, or simply leaves if it has not been let in yet. */
  void close() {
    loop.execute(
        () -> {
          if (!headRead) {
            onEnd(false);
          } else if (!closeSent) {
            closeSent = true;
            queue(WireFrames.close(1000, ""));
          }
        });
  }

  /** Drops the TCP connection with a reset. */
  void reset() {
    loop.execute(
        () -> {
          try {
            if (channel != null && channel.isOpen()) {
              channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
          } catch (IOException e) {
            wasReset = true;
          }
          onEnd(true);
        });
  }

  // on the clients' thread

  void started(SocketChannel socket, SelectionKey registered) {
    channel = socket;
    key = registered;
  }

  void onConnected() throws IOException {
    channel.finishConnect();
    key.interestOps(SelectionKey.OP_READ);
    queue(RawPeer.request(path).getBytes(StandardCharsets.US_ASCII));
  }

  void onReadable(ByteBuffer shared) throws IOException {
    shared.clear();
    int count = channel.read(shared);
    if (count < 0) {
      onEnd(false);
      return;
    }
    shared.flip();
    if (unread.hasRemaining()) {
      append(shared);
      parse(unread);
    } else {
      parse(shared);
      unread = EMPTY;
      append(shared);
    }
  }

  void onEnd(boolean reset) {
    if (hasEnded()) {
      return;
    }
    wasReset = reset;
    endedAt = System.nanoTime();
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      wasReset = true;
    }
    opened.countDown();
    ended.countDown();
  }

  void write() throws IOException {
    while (!outgoing.isEmpty()) {
      channel.write(outgoing.peek());
      if (outgoing.peek().hasRemaining()) {
        break;
      }
      outgoing.poll();
    }
    interest();
  }

  private void queue(byte[] bytes) {
    if (hasEnded() || key == null) {
      return;
    }
    outgoing.add(ByteBuffer.wrap(bytes));
    try {
      write();
    } catch (IOException e) {
      onEnd(true);
    }
  }

  private void interest() {
    if (key != null && key.isValid() && channel.isConnected()) {
      int read = reading ? SelectionKey.OP_READ : 0;
      key.interestOps(outgoing.isEmpty() ? read : read | SelectionKey.OP_WRITE);
    }
  }

  /** Keeps what is not yet a whole frame. */
  private void append(ByteBuffer more) {
    if (!more.hasRemaining()) {
      return;
    }
    if (unread.capacity() - unread.limit() < more.remaining()) {
      int needed = unread.remaining() + more.remaining();
      ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * needed, 512));
      unread = larger.put(unread).flip();
    }
    int position = unread.position();
    int limit = unread.limit();
    int size = more.remaining();
    unread.limit(limit + size).position(limit);
    unread.put(more).position(position);
  }

  private void parse(ByteBuffer in) {
    if (!headRead && !parseHead(in)) {
      return;
    }
    while (parseFrame(in)) {}
  }

  private boolean parseHead(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(in.position(), bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    in.position(in.position() + end + 4);
    headRead = true;
    head = text.substring(0, end);
    reading = behaviour.reading();
    interest();
    opened.countDown();
    return true;
  }

  private boolean parseFrame(ByteBuffer in) {
    int at = in.position();
    if (in.remaining() < 2) {
      return false;
    }
    int second = in.get(at + 1) & 0xff;
    int header = second == 126 ? 4 : second == 127 ? 10 : 2;
    if (in.remaining() < header) {
      return false;
    }
    long length =
        header == 2 ? second : header == 4 ? in.getShort(at + 2) & 0xffff : in.getLong(at + 2);
    if (in.remaining() < header + length) {
      return false;
    }
    byte[] payload = new byte[(int) length];
    in.position(at + header).get(payload);
    onFrame(in.get(at) & 0xff, payload);
    return true;
  }

  private void onFrame(int first, byte[] payload) {
    switch (first) {
      case WireFrames.FIN | WireFrames.TEXT, WireFrames.FIN | WireFrames.BINARY ->
          onMessage(payload);
      case WireFrames.FIN | WireFrames.PING -> {
        pings++;
        if (autoPong) {
          queue(WireFrames.frame(WireFrames.FIN | WireFrames.PONG, payload));
        }
      }
      case WireFrames.FIN | WireFrames.CLOSE -> onClose(payload);
      case WireFrames.FIN | WireFrames.PONG -> {}
      default -> throw new AssertionError("First byte of a frame: " + first);
    }
  }

  private void onMessage(byte[] payload) {
    if (closeCode != 0) {
      throw new AssertionError("A message after the close frame");
    }
    received++;
    if (behaviour.onMessage() != null) {
      behaviour.onMessage().accept(this, payload);
    } else {
      synchronized (messages) {
        messages.add(payload);
      }
    }
  }

  private void onClose(byte[] payload) {
    closeReason =
        payload.length > 2
            ? new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8)
            : "";
    closeCode = payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    if (!closeSent) {
      closeSent = true;
      queue(WireFrames.frame(WireFrames.FIN | WireFrames.CLOSE, payload));
    }
  }
}
