package io.carillon.benchmarks.broadcast;

import io.carillon.benchmarks.memory.MemoryNode;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one delivery costs from the broadcaster's mailbox to the receipt, through the real actors:
 * 128 bytes to 10,000 connections in memory.
 *
 * <p>Every figure is for one delivery. With {@code -prof gc}, {@code
 * answerOneBroadcast:gc.alloc.rate.norm} is what all threads allocate for one delivery, actors and
 * receipt included; {@link FanOutBenchmark} has the lane's part of it. More lanes than free cores
 * make the time longer, not the allocation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BroadcastBenchmark {
  private static final int CONNECTIONS = 10_000;
  private static final int SEVERAL = 16;

  @Param({"1", "2", "16"})
  int lanes;

  private final Message message = Message.text("x".repeat(128));
  private MemoryNode node;

  /** Lets the connections in. */
  @Setup
  public void connect() {
    node = MemoryNode.start(lanes).connect(CONNECTIONS);
  }

  @Benchmark
  @OperationsPerInvocation(CONNECTIONS)
  public Receipt answerOneBroadcast() {
    return check(node.broadcast(message).join());
  }

  /** How many of them share a flush is up to the lanes. */
  @Benchmark
  @OperationsPerInvocation(SEVERAL * CONNECTIONS)
  public List<Receipt> answerSixteenBroadcastsInFlight() {
    List<CompletableFuture<Receipt>> answers = new ArrayList<>(SEVERAL);
    for (int i = 0; i < SEVERAL; i++) {
      answers.add(node.broadcast(message));
    }
    return answers.stream().map(CompletableFuture::join).map(BroadcastBenchmark::check).toList();
  }

  private static Receipt check(Receipt receipt) {
    if (receipt.reached() != CONNECTIONS) {
      throw new IllegalStateException("not written to all: " + receipt);
    }
    return receipt;
  }
}
