package io.carillon.benchmarks.message;

import io.carillon.engine.message.Message;
import java.nio.charset.StandardCharsets;
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

/** What it costs to tell whether a payload is text: paid once per broadcast, not per delivery. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MessageBenchmark {

  private static final int KIB_16 = 16 * 1024;

  private ByteString ascii128;
  private ByteString ascii16KiB;
  private ByteString accented16KiB;
  private ByteString mixed16KiB;
  private ByteString brokenAtTheEnd16KiB;

  /**
   * Builds the payloads: all ASCII, two-byte characters, a character of two to four bytes in every
   * 32, and valid but for the last byte.
   */
  @Setup
  public void payloads() {
    ascii128 = ByteString.fromString("x".repeat(128));
    ascii16KiB = ByteString.fromString("x".repeat(KIB_16));
    accented16KiB = ByteString.fromString("é".repeat(KIB_16 / 2), StandardCharsets.UTF_8);
    String piece = "x".repeat(28) + "é" + "x".repeat(29) + "€" + "x".repeat(30) + "🔔";
    mixed16KiB = ByteString.fromString(piece.repeat(KIB_16 / 96), StandardCharsets.UTF_8);
    byte[] broken = "x".repeat(KIB_16).getBytes(StandardCharsets.US_ASCII);
    broken[broken.length - 1] = (byte) 0xC3;
    brokenAtTheEnd16KiB = ByteString.fromArray(broken);
  }

  @Benchmark
  public Message detectUtf8Of128Bytes() {
    return Message.detect(ascii128);
  }

  @Benchmark
  public Message detectUtf8Of16KiB() {
    return Message.detect(ascii16KiB);
  }

  @Benchmark
  public Message detectUtf8Of16KiBAccented() {
    return Message.detect(accented16KiB);
  }

  @Benchmark
  public Message detectUtf8Of16KiBMixed() {
    return Message.detect(mixed16KiB);
  }

  @Benchmark
  public Message detectBinaryOf16KiBBrokenAtTheEnd() {
    return Message.detect(brokenAtTheEnd16KiB);
  }
}
