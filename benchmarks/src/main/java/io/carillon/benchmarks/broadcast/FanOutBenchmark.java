package io.carillon.benchmarks.broadcast;

import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/**
 * What one lane pays for one delivery beside the system call: 128 bytes to 10,000 outboxes in
 * memory.
 *
 * <p>Every figure is for one delivery. With {@code -prof gc}, the row {@code
 * oneBroadcastPerRound:gc.alloc.rate.norm} is the bytes allocated for one delivery: what a
 * broadcast allocates, divided by its 10,000 targets.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FanOutBenchmark {
  private static final int CONNECTIONS = 10_000;
  private static final int SEVERAL = 16;

  private LaneWork lane;

  /** Opens the connections. */
  @Setup
  public void connect() {
    lane = new LaneWork(CONNECTIONS, BroadcastOptions.DEFAULT);
  }

  @Benchmark
  @OperationsPerInvocation(CONNECTIONS)
  public List<Tally> oneBroadcastPerRound() {
    return lane.round(1);
  }

  @Benchmark
  @OperationsPerInvocation(SEVERAL * CONNECTIONS)
  public List<Tally> sixteenBroadcastsPerRound() {
    return lane.round(SEVERAL);
  }
}
