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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whether a lane's cost for one delivery stays flat when there are sixteen: simulated with one
 * thread, so that it can be asked on a machine of any size.
 *
 * <p>On sixteen free cores, sixteen threads run {@link #deliverOnOneLaneOfSixteen} at once; flat
 * means that it costs no more than {@link #deliverOnTheOnlyLane}. What handing a broadcast to the
 * lanes costs is {@link LanesBenchmark}. What neither can show is what sixteen cores take from each
 * other: memory bandwidth and the kernel.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Threads(1)
public class LaneBenchmark {
  private static final int CONNECTIONS = 10_000;
  private static final int SHARE = CONNECTIONS / 16;

  private LaneWork onlyLane;
  private LaneWork oneOfSixteen;

  /** Opens the connections of either. */
  @Setup
  public void connect() {
    onlyLane = new LaneWork(CONNECTIONS, BroadcastOptions.DEFAULT);
    oneOfSixteen = new LaneWork(SHARE, BroadcastOptions.DEFAULT);
  }

  @Benchmark
  @OperationsPerInvocation(CONNECTIONS)
  public List<Tally> deliverOnTheOnlyLane() {
    return onlyLane.round(1);
  }

  @Benchmark
  @OperationsPerInvocation(SHARE)
  public List<Tally> deliverOnOneLaneOfSixteen() {
    return oneOfSixteen.round(1);
  }
}
