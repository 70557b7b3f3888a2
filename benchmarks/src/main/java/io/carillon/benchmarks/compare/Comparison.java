package io.carillon.benchmarks.compare;

/** x */
public final class Comparison {
  private Comparison() {}
}
