package io.carillon.benchmarks.registry;

import io.carillon.benchmarks.memory.MemoryNode;
import io.carillon.engine.label.TagExpression;
import io.carillon.engine.label.TagPattern;
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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to read a tag expression and to find who matches, among 10,000 connections that
 * hold three tags each, through the real actors.
 *
 * <p>Every connection holds one of {@code half_0} and {@code half_1}, one of a hundred {@code
 * group_}s, and one of a thousand {@code desk_}s. A resolution waits for an answer from another
 * thread: {@link #resolveOneTag} is little else, and is to be taken off the others.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TagExpressionBenchmark {
  private static final int CONNECTIONS = 10_000;
  private static final int LANES = 2;
  private static final String EXPRESSION = "(half_0 | group_1*) & !(desk_7 | *_banned) & half_*";

  private MemoryNode node;
  private TagPattern pattern;
  private String tag;
  private int number;

  /** Tags everybody. */
  @Setup
  public void connect() {
    node = MemoryNode.start(LANES);
    List<CompletableFuture<?>> tagged = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Member member = node.join().join();
      tagged.add(node.tag(member, "half_" + i % 2));
      tagged.add(node.tag(member, "group_" + i % 100));
      tagged.add(node.tag(member, "desk_" + i % 1000));
    }
    tagged.forEach(CompletableFuture::join);
    pattern = TagExpression.of("*a*ab*b").patterns().get(0);
    tag = "abab".repeat(16) + "b";
  }

  @Benchmark
  public TagExpression readANewExpression() {
    return TagExpression.of(EXPRESSION + "|" + number++);
  }

  @Benchmark
  public TagExpression readAKnownExpression() {
    return TagExpression.of(EXPRESSION);
  }

  @Benchmark
  public boolean matchAWildcard() {
    return pattern.matches(tag);
  }

  @Benchmark
  public Members resolveOneTag() {
    return resolve("half_0", CONNECTIONS / 2);
  }

  @Benchmark
  public Members resolveAnAndOfASmallAndALargeTag() {
    return resolve("half_0 & group_4", CONNECTIONS / 100);
  }

  @Benchmark
  public Members resolveAnOrOfTwoLargeTags() {
    return resolve("half_0 | half_1", CONNECTIONS);
  }

  @Benchmark
  public Members resolveANegation() {
    return resolve("!half_0", CONNECTIONS / 2);
  }

  @Benchmark
  public Members resolveAWildcardOverAHundredTags() {
    return resolve("group_*", CONNECTIONS);
  }

  @Benchmark
  public Members resolveEverythingTogether() {
    return resolve(EXPRESSION, 5_600);
  }

  private Members resolve(String expression, int expected) {
    Members found = node.matching(expression);
    if (found.size() != expected) {
      throw new IllegalStateException(expression + " matched " + found.size());
    }
    return found;
  }
}
