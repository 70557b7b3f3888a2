/**
 * Benchmarks that anyone can run: {@code java -jar benchmarks/target/benchmarks.jar compare} drives
 * Carillon and the reference servers over the wire, {@code jmh} measures parts in process. {@code
 * docs/benchmarks.md} says how to run and read them, and the Gatling simulations beside them.
 *
 * <p>Start reading at {@link io.carillon.benchmarks.compare.Comparison}, or for the client that
 * finds the faults at {@link io.carillon.benchmarks.load.LoadRun}.
 */
package io.carillon.benchmarks;
