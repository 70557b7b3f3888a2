package io.carillon.benchmarks.report;

import io.carillon.benchmarks.sample.Figure;
import io.carillon.benchmarks.sample.Samples;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A figure that Carillon must reach: a median, or the ratio of two, and its bound.
 *
 * @param above what is measured, or the upper side of the ratio
 * @param below the lower side, or null if the figure itself is bounded
 * @param atMost whether the bound is the largest value allowed, rather than the smallest
 */
record Goal(String title, Side above, Side below, boolean atMost, double bound) {

  private static final String NIO = Samples.REFERENCE;
  private static final String NETTY = "netty";
  private static final String CARILLON = "carillon";
  private static final double KB_IN_KIB = 1000.0 / 1024;

  /** All goals. */
  static final List<Goal> ALL =
      List.of(
          most("1 in flight: CPU / nio's", cpu("fanout-w1"), cpu(NIO, "fanout-w1"), 1.25),
          most("1 in flight: CPU / netty's", cpu("fanout-w1"), cpu(NETTY, "fanout-w1"), 1.0),
          least("1 in flight: deliveries/s / nio's", rate(CARILLON), rate(NIO), 0.9),
          most("4 in flight: CPU / nio's at 1", cpu("fanout-w4"), cpu(NIO, "fanout-w1"), 0.40),
          most("16 in flight: CPU / nio's at 1", cpu("fanout-w16"), cpu(NIO, "fanout-w1"), 0.12),
          most("10,000 x 128 B: CPU / own 1,000", cpu("fanout-10k"), cpu("fanout-w1"), 1.2),
          most("500 x 16 KiB: CPU / nio's", cpu("fanout-16k"), cpu(NIO, "fanout-16k"), 1.1),
          most("every second by tag: CPU / own route", cpu("tag-half"), cpu("fanout-w1"), 1.3),
          least("received: rate / own written", received(), rate(CARILLON), 0.4),
          most("echo, depth 1: CPU / netty's", cpu("echo-d1"), cpu(NETTY, "echo-d1"), 2.0),
          most("echo, depth 16: CPU / netty's", cpu("echo-d16"), cpu(NETTY, "echo-d16"), 1.5),
          most("idle: heap a connection, KiB", idle(Figure.HEAP_KIB_EACH), null, 8 * KB_IN_KIB),
          most("idle: RSS a connection, KiB", idle(Figure.RSS_KIB_EACH), null, 12),
          least("handshakes/s", side("connect", Figure.PER_SECOND), null, 6000),
          most("handshake: CPU, us", cpu("connect"), null, 250),
          most("storm: longest pause, ms", side("storm", Figure.PAUSE_MILLIS), null, 200),
          most("latency: p99 / nio's", p99(CARILLON), p99(NIO), 1.5),
          most("publish answer p50 / nio's whole fan-out", answer(CARILLON), answer(NIO), 2.0));

  /** The median of a figure of a server in a scenario. */
  record Side(String server, String scenario, Figure figure) {

    OptionalDouble median(Samples samples) {
      return samples.median(server, scenario, figure);
    }
  }

  private static Goal most(String title, Side above, Side below, double bound) {
    return new Goal(title, above, below, true, bound);
  }

  private static Goal least(String title, Side above, Side below, double bound) {
    return new Goal(title, above, below, false, bound);
  }

  private static Side side(String scenario, Figure figure) {
    return new Side(CARILLON, scenario, figure);
  }

  private static Side cpu(String scenario) {
    return cpu(CARILLON, scenario);
  }

  private static Side cpu(String server, String scenario) {
    return new Side(server, scenario, Figure.CPU_MICROS);
  }

  private static Side rate(String server) {
    return new Side(server, "fanout-w1", Figure.PER_SECOND);
  }

  private static Side received() {
    return side("received", Figure.PER_SECOND);
  }

  private static Side idle(Figure figure) {
    return side("idle", figure);
  }

  private static Side p99(String server) {
    return new Side(server, "latency", Figure.P99_MICROS);
  }

  /** NIO answers when it has written to everybody, so its answer is its whole fan-out. */
  private static Side answer(String server) {
    return new Side(server, "fanout-w1", Figure.ANSWER_P50_MICROS);
  }

  /** What the samples say; empty if one of the sides was not measured. */
  OptionalDouble measured(Samples samples) {
    OptionalDouble upper = above.median(samples);
    if (below == null || upper.isEmpty()) {
      return upper;
    }
    OptionalDouble lower = below.median(samples);
    return lower.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(upper.getAsDouble() / lower.getAsDouble());
  }

  boolean isReachedBy(double value) {
    return atMost ? value <= bound : value >= bound;
  }

  /** The bound as the table shows it. */
  String wanted() {
    return (atMost ? "<= " : ">= ") + print(bound);
  }

  /** A ratio with two decimals, a large number with none. */
  static String print(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
  }
}
