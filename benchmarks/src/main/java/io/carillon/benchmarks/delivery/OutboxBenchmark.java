package io.carillon.benchmarks.delivery;

import io.carillon.benchmarks.memory.MemoryConnection;
import io.carillon.engine.delivery.Batch;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
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

/**
 * What an outbox costs beside the system call: 128 bytes to a channel that is memory.
 *
 * <p>Every figure is for one delivery. With {@code -prof gc}, {@code gc.alloc.rate.norm} is the
 * bytes allocated for one delivery: about 0 for the direct writes, since a lane allocates nothing
 * per target.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OutboxBenchmark {
  private static final int SEVERAL = 16;

  private Batch batch;
  private Outbox direct;
  private Outbox streamed;
  private ByteString ownFrame;

  /** Sixteen broadcasts in a batch that is never reported, so that only the outbox is measured. */
  @Setup
  public void open() {
    Message message = Message.text("x".repeat(128));
    batch = new Batch();
    long now = System.nanoTime();
    for (int i = 0; i < SEVERAL; i++) {
      BroadcastOptions options = BroadcastOptions.DEFAULT;
      Tally tally = new Tally(options, Integer.MAX_VALUE, now, () -> {});
      batch.add(Delivery.of(EncodedFrame.of(message), tally, options, now));
    }
    direct = MemoryConnection.direct();
    streamed = MemoryConnection.streamed();
    ownFrame = Frames.of(message);
  }

  @Benchmark
  public long writeStraightToTheSocket() {
    return write(direct, 1);
  }

  @Benchmark
  @OperationsPerInvocation(SEVERAL)
  public long writeStraightToTheSocketSixteenAtOnce() {
    return write(direct, SEVERAL);
  }

  @Benchmark
  public long offerThenDrainThroughTheStream() {
    write(streamed, 1);
    return MemoryConnection.drain(streamed, 0);
  }

  @Benchmark
  @OperationsPerInvocation(SEVERAL)
  public long offerThenDrainThroughTheStreamSixteenAtOnce() {
    write(streamed, SEVERAL);
    return MemoryConnection.drain(streamed, 0);
  }

  /** The connection's own frame, as an echo's. */
  @Benchmark
  public boolean replyStraightToTheSocket() {
    return direct.reply(ownFrame, 0);
  }

  private long write(Outbox outbox, int broadcasts) {
    for (int slot = 0; slot < broadcasts; slot++) {
      outbox.mark(slot);
    }
    long mask = outbox.takeMarks();
    outbox.write(batch, mask, 0);
    return mask;
  }
}
