package io.carillon.benchmarks.websocket;

import io.carillon.engine.message.Message;
import io.carillon.engine.websocket.Deflate;
import io.carillon.engine.websocket.EncodedFrame;
import io.carillon.engine.websocket.Frames;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.util.ByteString;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one compressed delivery costs, and what sharing the frame between connections saves.
 *
 * <p>Every figure is for one delivery: the shared ones divide one deflate by 1,000 connections.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncodedFrameBenchmark {
  private static final int CONNECTIONS = 1000;
  private static final int WINDOW = Deflate.MAX_WINDOW_BITS;
  private static final int SMALL_WINDOW = 10;

  private final Deflate deflate = new Deflate(WINDOW);
  private Message text1KiB;

  /** Builds the message. */
  @Setup
  public void message() {
    text1KiB = Message.detect(ByteString.fromArray(ClientBytes.chat(1024)));
  }

  @Benchmark
  @OperationsPerInvocation(CONNECTIONS)
  public void deflateOncePerBroadcast(Blackhole written) {
    EncodedFrame frame = EncodedFrame.of(text1KiB);
    for (int i = 0; i < CONNECTIONS; i++) {
      written.consume(frame.bytes(WINDOW));
    }
  }

  /** Three wire forms: not compressed, and two windows. */
  @Benchmark
  @OperationsPerInvocation(3 * CONNECTIONS)
  public void deflateOncePerWindow(Blackhole written) {
    EncodedFrame frame = EncodedFrame.of(text1KiB);
    for (int i = 0; i < CONNECTIONS; i++) {
      written.consume(frame.bytes(EncodedFrame.PLAIN));
      written.consume(frame.bytes(SMALL_WINDOW));
      written.consume(frame.bytes(WINDOW));
    }
  }

  @Benchmark
  public ByteString deflateOncePerConnection() {
    return Frames.of(text1KiB, deflate);
  }
}
