package io.carillon.benchmarks.load;

import io.carillon.benchmarks.wire.Handshake;
import io.carillon.benchmarks.wire.Stamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One keep-alive HTTP connection that posts messages, one at a time.
 *
 * <p>The request is built once; a publish only renews the stamp in it.
 */
final class Publisher implements LoadLoop.Ready {

  /** The publisher number of messages that nobody counts. */
  static final int PROBE = 0xFFFF;

  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final Pattern SENT_COUNT = Pattern.compile("\"sentCount\"\\s*:\\s*(\\d+)");

  private final int index;
  private final Events events;
  private final ByteBuffer request;
  private final int stampAt;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(MAX_ANSWER_BYTES);
  private SelectionKey key;
  private Outgoing outgoing;
  private boolean connected;
  private boolean ready;
  private long published;
  private long publishedAt;

  /** What the answers say. */
  interface Events {

    /** The publisher is connected, or has its answer: it may publish. */
    void onIdle() throws IOException;

    /** The server answered 200 with a count, so many nanoseconds after the publish. */
    void onAnswer(long sentCount, long nanos);

    /** The server answered something else, or closed the connection. */
    void onBroken(String why);
  }

  private Publisher(int index, LoadTarget target, int messageBytes, Events events) {
    this.index = index;
    this.events = events;
    byte[] head =
        Handshake.ascii(
            ("POST " + target.publishPath() + " HTTP/1.1\r\n")
                + ("Host: 127.0.0.1:" + target.publishPort() + "\r\n")
                + "Content-Type: application/octet-stream\r\n"
                + ("Content-Length: " + messageBytes + "\r\n\r\n"));
    byte[] payload = new byte[messageBytes];
    Arrays.fill(payload, (byte) 'x');
    this.request = ByteBuffer.allocateDirect(head.length + messageBytes).put(head).put(payload);
    this.stampAt = head.length;
  }

  /** Starts to connect the {@code index}-th publisher of a plan. */
  static Publisher connect(int index, LoadLoop loop, LoadPlan plan, Events events)
      throws IOException {
    Publisher publisher = new Publisher(index, plan.target(), plan.messageBytes(), events);
    publisher.key = loop.connect(plan.target().publishPort());
    publisher.key.attach(publisher);
    publisher.outgoing = new Outgoing(publisher.key);
    return publisher;
  }

  /** Whether it is connected and waits for no answer. */
  boolean isReady() {
    return ready;
  }

  /** How many messages it has published; their sequence numbers are below. */
  long published() {
    return published;
  }

  /** Publishes the next message, as of the given {@link System#nanoTime()}. */
  void publish(long nanos) throws IOException {
    post(index, published++, nanos);
  }

  /** Publishes a message that no ledger knows, to see how many connections get it. */
  void probe(long sequence) throws IOException {
    post(PROBE, sequence, System.nanoTime());
  }

  private void post(int publisher, long sequence, long nanos) throws IOException {
    ready = false;
    publishedAt = nanos;
    Stamp.put(request, stampAt, publisher, sequence, publishedAt);
    outgoing.send(request.clear());
  }

  @Override
  public void onReady() throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    if (!connected) {
      connected = channel.finishConnect();
      key.interestOps(SelectionKey.OP_READ);
      ready = true;
      events.onIdle();
      return;
    }
    if (key.isWritable()) {
      outgoing.flush();
    }
    if (key.isReadable()) {
      if (channel.read(answer) < 0 || !answer.hasRemaining()) {
        throw new IOException("the server closed the publisher's connection");
      }
      readAnswer();
    }
  }

  private void readAnswer() throws IOException {
    int bodyAt = Handshake.headEnd(answer, 0, answer.position());
    if (bodyAt < 0) {
      return;
    }
    String head = Handshake.text(answer, 0, bodyAt);
    String length = Handshake.header(head, "Content-Length");
    if (!head.startsWith("HTTP/1.1 200") || length == null) {
      throw new IOException("answered " + head.lines().findFirst().orElse("nothing"));
    }
    int end = bodyAt + Integer.parseInt(length);
    if (answer.position() < end) {
      return;
    }
    Matcher count = SENT_COUNT.matcher(Handshake.text(answer, bodyAt, end));
    answer.clear();
    events.onAnswer(
        count.find() ? Long.parseLong(count.group(1)) : -1, System.nanoTime() - publishedAt);
    ready = true;
    events.onIdle();
  }

  @Override
  public void onFailed(IOException cause) {
    ready = false;
    events.onBroken(cause.getMessage());
  }
}
