/**
 * In-process benchmarks of {@code io.carillon.engine.delivery}: what one frame to one connection
 * costs.
 *
 * <p>Start with {@link io.carillon.benchmarks.delivery.OutboxBenchmark}.
 */
package io.carillon.benchmarks.delivery;
