package io.carillon.benchmarks.sample;

import static io.carillon.benchmarks.sample.Kind.CONNECT;
import static io.carillon.benchmarks.sample.Kind.ECHO;
import static io.carillon.benchmarks.sample.Kind.FANOUT;
import static io.carillon.benchmarks.sample.Kind.HALF;
import static io.carillon.benchmarks.sample.Kind.IDLE;
import static io.carillon.benchmarks.sample.Kind.PACED;
import static io.carillon.benchmarks.sample.Kind.RECEIVED;
import static io.carillon.benchmarks.sample.Kind.STORM;

import java.util.List;

/**
 * What is done to each server.
 *
 * @param parallel publishes in flight, messages under way per echo connection, or who watches a
 *     storm
 */
public record Scenario(
    String name, String title, Kind kind, int connections, int parallel, int bytes) {

  private static final int KIB_16 = 16 * 1024;

  /** All scenarios, in the order in which they run. */
  public static final List<Scenario> ALL =
      List.of(
          new Scenario("fanout-w1", "1,000 x 128 B, 1 in flight", FANOUT, 1000, 1, 128),
          new Scenario("fanout-w4", "1,000 x 128 B, 4 in flight", FANOUT, 1000, 4, 128),
          new Scenario("fanout-w16", "1,000 x 128 B, 16 in flight", FANOUT, 1000, 16, 128),
          new Scenario("fanout-10k", "10,000 x 128 B, 1 in flight", FANOUT, 10_000, 1, 128),
          new Scenario("fanout-16k", "500 x 16 KiB, 1 in flight", FANOUT, 500, 1, KIB_16),
          new Scenario("tag-half", "every second of 1,000 x 128 B", HALF, 1000, 1, 128),
          new Scenario("received", "1,000 x 128 B, level received", RECEIVED, 1000, 1, 128),
          new Scenario("latency", "1,000 x 128 B at 30 % of its own maximum", PACED, 1000, 4, 128),
          new Scenario("echo-d1", "echo, 100 clients, depth 1", ECHO, 100, 1, 128),
          new Scenario("echo-d16", "echo, 100 clients, depth 16", ECHO, 100, 16, 128),
          new Scenario("connect", "handshakes, waves of 1,000", CONNECT, 1000, 1, 128),
          new Scenario("storm", "10,000 connect, 100 watch at 50/s", STORM, 10_000, 100, 128),
          new Scenario("idle", "idle connections, after a full GC", IDLE, 10_000, 1, 128));

  /**
   * What brings every server's code to its final shape before the first measurement: a publish has
   * to be compiled as well, and with 1,000 connections there are too few of them for that.
   */
  public static final List<Scenario> WARM_UPS =
      List.of(
          new Scenario("warm-up", "warm-up", FANOUT, 50, 8, 128),
          new Scenario("warm-up-half", "warm-up, every second", HALF, 50, 8, 128),
          new Scenario("warm-up-received", "warm-up, received", RECEIVED, 50, 8, 128),
          new Scenario("warm-up-echo", "warm-up, echo", ECHO, 100, 16, 128));

  /** The one whose rate is a server's maximum, and whose CPU others are compared to. */
  public static final Scenario BASE = ALL.get(0);

  public boolean isIdle() {
    return kind == IDLE;
  }

  /** Roughly what a run takes besides its measured time: processes, connecting, draining. */
  public double overheadSeconds() {
    return switch (kind) {
      case IDLE -> 7;
      case STORM -> 5;
      default -> 1.2 + connections / 4000.0;
    };
  }
}
