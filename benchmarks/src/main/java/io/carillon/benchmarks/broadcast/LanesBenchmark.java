package io.carillon.benchmarks.broadcast;

import io.carillon.benchmarks.memory.MemoryNode;
import io.carillon.engine.broadcast.Lane;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.registry.Members;
import io.carillon.engine.websocket.EncodedFrame;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What handing one broadcast to the lanes costs, until the last lane has begun: flat if the figure
 * grows no faster than {@code lanes}, and small beside {@link LaneBenchmark} times 10,000.
 *
 * <p>The lanes are actors that only say that the broadcast has come.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LanesBenchmark {
  private static final int CONNECTIONS = 10_000;

  @Param({"1", "4", "16"})
  int lanes;

  private final Semaphore begun = new Semaphore(0);
  private final Delivery delivery =
      Delivery.of(
          EncodedFrame.of(Message.text("x".repeat(128))),
          new Tally(BroadcastOptions.DEFAULT, CONNECTIONS, 0, () -> {}),
          BroadcastOptions.DEFAULT,
          0);
  private MemoryNode node;
  private Members members;

  /** Lets the connections in. */
  @Setup
  public void connect() {
    node = MemoryNode.start(lanes, Behaviors.receiveMessage(this::begin)).connect(CONNECTIONS);
    members = node.members();
  }

  @Benchmark
  public void dispatchToEveryLane() {
    node.lanes().deliver(delivery, members);
    begun.acquireUninterruptibly(lanes);
  }

  private Behavior<Lane.Command> begin(Lane.Command command) {
    begun.release();
    return Behaviors.same();
  }
}
