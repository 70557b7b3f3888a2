package io.carillon.benchmarks.websocket;

import io.carillon.engine.message.Message;
import io.carillon.engine.websocket.Frames;
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

/** What it costs to encode a frame: paid once per broadcast and wire form, or once per echo. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FramesBenchmark {
  private Message text128;
  private Message text16KiB;
  private ByteString nonce;

  /** Builds the messages. */
  @Setup
  public void messages() {
    text128 = Message.detect(ByteString.fromArray(ClientBytes.chat(128)));
    text16KiB = Message.detect(ByteString.fromArray(ClientBytes.chat(16 * 1024)));
    nonce = ByteString.fromArray(new byte[Long.BYTES]);
  }

  @Benchmark
  public ByteString encode128BytesOfText() {
    return Frames.of(text128);
  }

  @Benchmark
  public ByteString encode16KiBOfText() {
    return Frames.of(text16KiB);
  }

  @Benchmark
  public ByteString encodeAPing() {
    return Frames.ping(nonce);
  }
}
