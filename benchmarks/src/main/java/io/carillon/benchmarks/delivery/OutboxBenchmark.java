package io.carillon.benchmarks.delivery;

import io.carillon.benchmarks.memory.MemoryConnection;
import io.carillon.benchmarks.memory.PingChannel;
import io.carillon.engine.delivery.Batch;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
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

  private final PingChannel peer = new PingChannel();
  private Batch batch;
  private Batch wantsPongs;
  private Outbox direct;
  private Outbox answered;
  private Outbox streamed;
  private ByteString ownFrame;

  /** Opens the outboxes. */
  @Setup
  public void open() {
    Message message = Message.text("x".repeat(128));
    batch = batch(message, BroadcastOptions.DEFAULT, SEVERAL);
    wantsPongs = batch(message, BroadcastOptions.DEFAULT.withLevel(Level.RECEIVED), 1);
    direct = MemoryConnection.direct();
    answered = MemoryConnection.direct(peer);
    streamed = MemoryConnection.streamed();
    ownFrame = Frames.of(message);
  }

  /** A batch that is never reported, so that only the outbox is measured. */
  private static Batch batch(Message message, BroadcastOptions options, int broadcasts) {
    Batch batch = new Batch();
    for (int i = 0; i < broadcasts; i++) {
      Tally tally = new Tally(options, Integer.MAX_VALUE, 0, () -> {});
      batch.add(Delivery.of(EncodedFrame.of(message), tally, options, 0), 1);
    }
    return batch;
  }

  @Benchmark
  public long writeStraightToTheSocket() {
    return write(direct, batch, 1);
  }

  @Benchmark
  @OperationsPerInvocation(SEVERAL)
  public long writeStraightToTheSocketSixteenAtOnce() {
    return write(direct, batch, SEVERAL);
  }

  /** At level received: the frame, the ping behind it and what its pong settles. */
  @Benchmark
  public boolean writeStraightToTheSocketThenTakeThePong() {
    write(answered, wantsPongs, 1);
    return answered.pong(peer.pong(), 0);
  }

  @Benchmark
  public long offerThenDrainThroughTheStream() {
    write(streamed, batch, 1);
    return MemoryConnection.drain(streamed, 0);
  }

  @Benchmark
  @OperationsPerInvocation(SEVERAL)
  public long offerThenDrainThroughTheStreamSixteenAtOnce() {
    write(streamed, batch, SEVERAL);
    return MemoryConnection.drain(streamed, 0);
  }

  /** The connection's own frame, as an echo's. */
  @Benchmark
  public boolean replyStraightToTheSocket() {
    return direct.reply(ownFrame, 0);
  }

  private static long write(Outbox outbox, Batch batch, int broadcasts) {
    for (int slot = 0; slot < broadcasts; slot++) {
      outbox.mark(slot);
    }
    long mask = outbox.takeMarks();
    outbox.write(batch, mask, 0);
    return mask;
  }
}
