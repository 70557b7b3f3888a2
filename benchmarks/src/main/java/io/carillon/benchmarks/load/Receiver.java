package io.carillon.benchmarks.load;

import io.carillon.benchmarks.wire.Frames;
import io.carillon.benchmarks.wire.Handshake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One WebSocket of the load client: {@code connecting -> upgrading -> open -> closed}.
 *
 * <p>Answers pings. Tells its {@link Events} everything else.
 */
final class Receiver implements LoadLoop.Ready, FrameReader.Listener {

  private static final int PONG_MASK = 0x11223344;

  private final int index;
  private final LoadLoop loop;
  private final Events events;
  private final LoadTarget target;
  private final FrameReader frames;
  private final long connectingSince = System.nanoTime();
  private SelectionKey key;
  private Outgoing outgoing;
  private boolean connected;
  private boolean open;
  private boolean closed;
  private long now;

  /** What happens to the receivers of a run. */
  interface Events {

    /** The handshake has succeeded, so many nanoseconds after the start of the connect. */
    void onOpen(Receiver receiver, long nanos);

    /** A message was received at {@code now}. */
    void onMessage(Receiver receiver, int publisher, long sequence, long latencyNanos);

    /** A read has been worked off, all its messages reported. */
    default void onReadEnd(Receiver receiver) throws IOException {}

    /** The server closed the connection, or never let it open. */
    void onClosed(Receiver receiver, String why);

    /** The server sent what it must not. */
    void onBroken(Receiver receiver, String why);
  }

  private Receiver(int index, LoadLoop loop, LoadTarget target, FrameReader frames, Events events) {
    this.index = index;
    this.loop = loop;
    this.target = target;
    this.frames = frames;
    this.events = events;
  }

  /** Starts to connect the {@code index}-th WebSocket of a plan. */
  static Receiver connect(int index, LoadLoop loop, LoadPlan plan, Events events)
      throws IOException {
    FrameReader frames = new FrameReader(plan.messageBytes());
    LoadTarget target = plan.target().withPath(plan.target().pathOf(index, plan.mode()));
    Receiver receiver = new Receiver(index, loop, target, frames, events);
    receiver.key = loop.connect(plan.target().port());
    receiver.key.attach(receiver);
    receiver.outgoing = new Outgoing(receiver.key);
    return receiver;
  }

  int index() {
    return index;
  }

  void send(ByteBuffer bytes) throws IOException {
    outgoing.send(bytes);
  }

  @Override
  public void onReady() throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    if (!connected) {
      connected = channel.finishConnect();
      key.interestOps(SelectionKey.OP_READ);
      outgoing.send(ByteBuffer.wrap(Handshake.request(target.port(), target.path())));
      return;
    }
    if (key.isWritable()) {
      outgoing.flush();
    }
    if (key.isReadable()) {
      read(channel);
    }
  }

  private void read(SocketChannel channel) throws IOException {
    ByteBuffer in = loop.readBuffer();
    frames.restore(in);
    if (channel.read(in) < 0) {
      close("the server closed the connection");
      return;
    }
    in.flip();
    now = System.nanoTime();
    if (!open && !upgrade(in)) {
      return;
    }
    frames.read(in, this);
    events.onReadEnd(this);
  }

  /** Servers write the short answer at once: a head in two parts counts as refused. */
  private boolean upgrade(ByteBuffer in) {
    int end = Handshake.headEnd(in, 0, in.limit());
    String head = Handshake.text(in, 0, end < 0 ? Math.min(in.limit(), 200) : end);
    boolean accepted = Handshake.ACCEPT.equals(Handshake.header(head, "Sec-WebSocket-Accept"));
    if (end < 0 || !head.startsWith("HTTP/1.1 101") || !accepted) {
      close("refused: " + head.lines().findFirst().orElse("nothing"));
      return false;
    }
    in.position(end);
    open = true;
    events.onOpen(this, now - connectingSince);
    return true;
  }

  private void close(String why) {
    if (!closed) {
      closed = true;
      LoadLoop.reset(key);
      events.onClosed(this, why);
    }
  }

  /** Ends the connection at once, without telling {@link Events}. */
  void reset() {
    closed = true;
    LoadLoop.reset(key);
  }

  @Override
  public void onFailed(IOException cause) {
    if (!closed) {
      closed = true;
      events.onClosed(this, cause.toString());
    }
  }

  @Override
  public void onMessage(int publisher, long sequence, long nanos) {
    events.onMessage(this, publisher, sequence, now - nanos);
  }

  @Override
  public void onPing(ByteBuffer in, int at, int bytes) {
    ByteBuffer pong = ByteBuffer.allocate(Frames.MAX_HEAD_BYTES + bytes);
    Frames.putMaskedHead(pong, Frames.PONG, bytes, PONG_MASK);
    int payloadAt = pong.position();
    pong.put(payloadAt, in, at, bytes).position(payloadAt + bytes);
    Frames.mask(pong, payloadAt, bytes, PONG_MASK);
    try {
      outgoing.send(pong.flip());
    } catch (IOException e) {
      close(e.toString());
    }
  }

  @Override
  public void onClose() {
    close("the server sent a close frame");
  }

  @Override
  public void onBroken(String why) {
    if (!closed) {
      closed = true;
      LoadLoop.reset(key);
      events.onBroken(this, why);
    }
  }
}
