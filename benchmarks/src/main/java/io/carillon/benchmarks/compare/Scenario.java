package io.carillon.benchmarks.compare;

import static io.carillon.benchmarks.load.LoadPlan.Mode.CONNECT;
import static io.carillon.benchmarks.load.LoadPlan.Mode.ECHO;
import static io.carillon.benchmarks.load.LoadPlan.Mode.FANOUT;

import io.carillon.benchmarks.load.LoadPlan;
import java.util.List;

/**
 * What is done to each server.
 *
 * @param mode what the load client does; null where connections are only held and memory is read
 * @param parallel publishes in flight, or messages under way per echo connection
 */
record Scenario(
    String name, String title, LoadPlan.Mode mode, int connections, int parallel, int bytes) {

  private static final int KIB_16 = 16 * 1024;

  /** All scenarios, in the order in which they run. */
  static final List<Scenario> ALL =
      List.of(
          new Scenario("fanout-w1", "1,000 x 128 B, 1 in flight", FANOUT, 1000, 1, 128),
          new Scenario("fanout-w4", "1,000 x 128 B, 4 in flight", FANOUT, 1000, 4, 128),
          new Scenario("fanout-w16", "1,000 x 128 B, 16 in flight", FANOUT, 1000, 16, 128),
          new Scenario("fanout-10k", "10,000 x 128 B, 1 in flight", FANOUT, 10_000, 1, 128),
          new Scenario("fanout-16k", "500 x 16 KiB, 1 in flight", FANOUT, 500, 1, KIB_16),
          new Scenario("echo-d1", "echo, 100 clients, depth 1", ECHO, 100, 1, 128),
          new Scenario("echo-d16", "echo, 100 clients, depth 16", ECHO, 100, 16, 128),
          new Scenario("connect", "handshakes, waves of 1,000", CONNECT, 1000, 1, 128),
          new Scenario("idle", "idle connections, after a full GC", null, 10_000, 1, 128));

  /** What brings every server's code to its final shape before the first measurement. */
  static final Scenario WARM_UP = new Scenario("warm-up", "warm-up", FANOUT, 1000, 4, 128);

  boolean isIdle() {
    return mode == null;
  }

  /** Roughly what a run takes besides its measured time: processes, connecting, draining. */
  double overheadSeconds() {
    return isIdle() ? 6 : 1.2 + connections / 4000.0;
  }
}
