/**
 * In-process benchmarks of {@code io.carillon.engine.protocol}: what reading a dialect costs.
 *
 * <p>Start with {@link io.carillon.benchmarks.protocol.SubscriptionCodecBenchmark}.
 */
package io.carillon.benchmarks.protocol;
