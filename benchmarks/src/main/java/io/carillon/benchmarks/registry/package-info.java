/**
 * In-process benchmarks of {@code io.carillon.engine.registry}: what joining, leaving and asking
 * who is there cost.
 *
 * <p>Start with {@link io.carillon.benchmarks.registry.RegistryBenchmark}.
 */
package io.carillon.benchmarks.registry;
