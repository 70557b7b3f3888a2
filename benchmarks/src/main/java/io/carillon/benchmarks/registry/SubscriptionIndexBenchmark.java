package io.carillon.benchmarks.registry;

import io.carillon.engine.message.FilterValues;
import io.carillon.engine.message.Subscription;
import io.carillon.engine.message.Target;
import io.carillon.engine.registry.SubscriptionIndex;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
 * Does finding whom a notification concerns grow with the matches, or with the subscriptions?
 *
 * <p>All subscriptions are to one page, four for each connection; each is to a channel of its own,
 * every second one by two keys.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SubscriptionIndexBenchmark {
  private static final int EACH = 4;
  private static final String PACKAGE = "amaiia_msg_srv";
  private static final String PAGE = "messages";

  private final SubscriptionIndex<Integer> index = new SubscriptionIndex<>();
  private int next;

  @Param({"1000", "100000"})
  int subscriptions;

  /** Subscribes everybody. */
  @Setup
  public void subscribe() {
    for (int holder = 0; holder < subscriptions / EACH; holder++) {
      index.replace(holder, channels(holder * EACH));
    }
  }

  @Benchmark
  public Set<Integer> matchOneByASingleValue() {
    return matchOne(new FilterValues.Single(channel(2 * random() + 1)));
  }

  @Benchmark
  public Set<Integer> matchOneByAKey() {
    return matchOne(
        new FilterValues.ByKey(Map.of("channel", channel(2 * random() + 1), "kind", "x")));
  }

  @Benchmark
  public Set<Integer> matchOneByTwoKeys() {
    return matchOne(
        new FilterValues.ByKey(Map.of("channel", channel(2 * random()), "kind", "chat")));
  }

  @Benchmark
  public Set<Integer> matchNone() {
    return match(new FilterValues.ByKey(Map.of("channel", "none", "kind", "chat")), 0);
  }

  @Benchmark
  public void replaceASet() {
    int holder = random() % (subscriptions / EACH);
    index.replace(holder, channels(holder * EACH + 1));
    index.replace(holder, channels(holder * EACH));
  }

  private Set<Integer> matchOne(FilterValues values) {
    return match(values, 1);
  }

  private Set<Integer> match(FilterValues values, int expected) {
    Set<Integer> found = index.matches(new Target.Subscribed(PACKAGE, PAGE, values));
    if (found.size() != expected) {
      throw new IllegalStateException(values + " matched " + found.size());
    }
    return found;
  }

  /** Walks all over the index, so that no cache holds what is looked for. */
  private int random() {
    next = (next + 7_919) % (subscriptions / 2);
    return next;
  }

  private static Set<Subscription> channels(int first) {
    Set<Subscription> set = new HashSet<>();
    for (int i = first; i < first + EACH; i++) {
      Map<String, Set<String>> channel = Map.of("channel", Set.of(channel(i)));
      Map<String, Set<String>> both =
          Map.of("channel", Set.of(channel(i)), "kind", Set.of("chat", "mail"));
      set.add(new Subscription(PACKAGE, PAGE, i % 2 == 0 ? both : channel));
    }
    return set;
  }

  private static String channel(int number) {
    return "channel-" + number;
  }
}
