package io.carillon.benchmarks.delivery;

import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastOptions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to count one delivery, one by one and in runs as a lane reports them.
 *
 * <p>Every figure is for one delivery: the tally of one broadcast to 10,000 targets, divided by
 * them. With {@code -prof gc}, {@code gc.alloc.rate.norm} times 10,000 is the bytes of one tally.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TallyBenchmark {
  private static final int TARGETS = 10_000;

  /** About {@code Lane}'s interval between two reports; divides {@link #TARGETS}. */
  private static final int RUN = 125;

  private final BroadcastOptions plain = BroadcastOptions.DEFAULT;
  private final BroadcastOptions withLatency = BroadcastOptions.DEFAULT.withLatency();

  @Benchmark
  @OperationsPerInvocation(TARGETS)
  public Tally reportEachDelivery() {
    return report(plain, 1);
  }

  @Benchmark
  @OperationsPerInvocation(TARGETS)
  public Tally reportInRuns() {
    return report(plain, RUN);
  }

  @Benchmark
  @OperationsPerInvocation(TARGETS)
  public Tally reportInRunsWithLatency() {
    return report(withLatency, RUN);
  }

  private static Tally report(BroadcastOptions options, int run) {
    boolean[] settled = {false};
    Tally tally = new Tally(options, TARGETS, 0, () -> settled[0] = true);
    for (int reported = 0; reported < TARGETS; reported += run) {
      tally.written(run, 1000L * reported);
    }
    if (!settled[0]) {
      throw new IllegalStateException("the tally did not settle");
    }
    return tally;
  }
}
