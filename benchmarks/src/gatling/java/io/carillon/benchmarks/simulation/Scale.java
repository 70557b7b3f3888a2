package io.carillon.benchmarks.simulation;

import java.time.Duration;

/** How long and how large a run is; system properties {@code simulation.*} change it. */
final class Scale {
  private static final int SECONDS = 60;

  private Scale() {}

  /** How long messages are published: {@code simulation.seconds}, default 60. */
  static Duration duration() {
    return Duration.ofSeconds(Integer.getInteger("simulation.seconds", SECONDS));
  }

  /** How many clients hold a connection: {@code simulation.connections}. */
  static int connections(int otherwise) {
    return Integer.getInteger("simulation.connections", otherwise);
  }
}
