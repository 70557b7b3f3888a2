package io.carillon.benchmarks.websocket;

import static io.carillon.benchmarks.websocket.ClientBytes.COMPRESSED;
import static io.carillon.benchmarks.websocket.ClientBytes.CONTINUATION;
import static io.carillon.benchmarks.websocket.ClientBytes.FIN;
import static io.carillon.benchmarks.wire.Frames.BINARY;
import static io.carillon.benchmarks.wire.Frames.TEXT;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import io.carillon.engine.websocket.Deflate;
import io.carillon.engine.websocket.Session;
import io.carillon.engine.websocket.SessionEvents;
import io.carillon.engine.websocket.SessionLimits;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.util.ByteString;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to read one message of a client: header, unmasking, and for text the UTF-8 check.
 *
 * <p>Binary pays no UTF-8 check, so {@link #unmask16KiBOfBinary} less {@link #decode16KiBOfText} is
 * what the check costs. With {@code -prof gc}, {@code gc.alloc.rate.norm} is the bytes allocated
 * for one message, of which the message itself is the payload's length.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SessionBenchmark {
  private static final int KIB_16 = 16 * 1024;
  private static final int FRAGMENTS = 16;

  private Session session;
  private LastMessage events;
  private ByteString text32;
  private ByteString text16KiB;
  private ByteString binary16KiB;
  private ByteString fragmented16KiB;
  private ByteString compressed4KiB;
  private ByteString head16KiB;
  private ByteString rest16KiB;

  /** Keeps the last message; a session that ends is a fault of the benchmark. */
  private static final class LastMessage implements SessionEvents {
    private Message message;

    @Override
    public void onMessage(Message whole) {
      message = whole;
    }

    @Override
    public void onPing(ByteString payload) {}

    @Override
    public void onPong(ByteString payload) {}

    @Override
    public void onClose(int code, String reason) {
      throw new IllegalStateException("closed with " + code);
    }

    @Override
    public void onFailure(CloseCode code, String reason) {
      throw new IllegalStateException(reason);
    }
  }

  /** Opens a session and lays out what the client sends. */
  @Setup
  public void connect() {
    session = new Session(new SessionLimits(1024 * 1024, 1024), Optional.of(new Deflate(15)));
    events = new LastMessage();
    byte[] payload = ClientBytes.chat(KIB_16);
    text32 = ClientBytes.frame(FIN | TEXT, ClientBytes.chat(32));
    text16KiB = ClientBytes.frame(FIN | TEXT, payload);
    binary16KiB = ClientBytes.frame(FIN | BINARY, payload);
    fragmented16KiB = fragments(payload);
    ByteString deflated = Deflate.compress(ByteString.fromArray(ClientBytes.chat(4096)), 15);
    compressed4KiB = ClientBytes.frame(FIN | COMPRESSED | TEXT, deflated.toArrayUnsafe());
    head16KiB = text16KiB.take(5).compact();
    rest16KiB = text16KiB.drop(5).compact();
  }

  private static ByteString fragments(byte[] payload) {
    ByteString all = ByteString.emptyByteString();
    int length = payload.length / FRAGMENTS;
    for (int i = 0; i < FRAGMENTS; i++) {
      int first = (i == 0 ? TEXT : CONTINUATION) | (i == FRAGMENTS - 1 ? FIN : 0);
      byte[] piece = Arrays.copyOfRange(payload, i * length, (i + 1) * length);
      all = all.concat(ClientBytes.frame(first, piece));
    }
    return all.compact();
  }

  @Benchmark
  public Message decode32BytesOfText() {
    return receive(text32);
  }

  @Benchmark
  public Message decode16KiBOfText() {
    return receive(text16KiB);
  }

  @Benchmark
  public Message decode16KiBOfTextIn16Fragments() {
    return receive(fragmented16KiB);
  }

  /** The first piece ends within the header. */
  @Benchmark
  public Message decode16KiBOfTextInTwoPieces() {
    session.receive(head16KiB, events);
    return receive(rest16KiB);
  }

  @Benchmark
  public Message inflate4KiBOfText() {
    return receive(compressed4KiB);
  }

  @Benchmark
  public Message unmask16KiBOfBinary() {
    return receive(binary16KiB);
  }

  private Message receive(ByteString bytes) {
    events.message = null;
    session.receive(bytes, events);
    if (events.message == null) {
      throw new IllegalStateException("no message");
    }
    return events.message;
  }
}
