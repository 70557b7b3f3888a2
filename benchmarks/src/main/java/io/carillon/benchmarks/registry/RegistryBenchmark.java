package io.carillon.benchmarks.registry;

import io.carillon.benchmarks.memory.MemoryNode;
import io.carillon.engine.registry.Member;
import io.carillon.engine.registry.Members;
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
 * What churn costs on a route that 10,000 connections hold open, through the real actors.
 *
 * <p>One operation is one connection that comes and goes, or one question. The questions wait for
 * an answer from another thread: of {@link #snapshotOfAnUnchangedRoute} that is nearly all, and it
 * is to be taken off {@link #joinThenSnapshotThenLeave}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RegistryBenchmark {
  private static final int MEMBERS = 10_000;
  private static final int CHURN = 100;

  @Param({"2", "16"})
  int lanes;

  private MemoryNode node;

  /** Fills the route. */
  @Setup
  public void connect() {
    node = MemoryNode.start(lanes).connect(MEMBERS);
  }

  @Benchmark
  @OperationsPerInvocation(CHURN)
  public void joinAndLeave() {
    List<CompletableFuture<Member>> joins = new ArrayList<>(CHURN);
    for (int i = 0; i < CHURN; i++) {
      joins.add(node.join());
    }
    List<CompletableFuture<Boolean>> leaves = new ArrayList<>(CHURN);
    for (CompletableFuture<Member> join : joins) {
      leaves.add(node.leave(join.join()));
    }
    leaves.forEach(CompletableFuture::join);
  }

  @Benchmark
  public Members snapshotOfAnUnchangedRoute() {
    return node.members();
  }

  @Benchmark
  public Members joinThenSnapshotThenLeave() {
    Member member = node.join().join();
    Members all = node.members();
    node.leave(member).join();
    if (all.size() <= MEMBERS) {
      throw new IllegalStateException("the member is missing");
    }
    return all;
  }
}
