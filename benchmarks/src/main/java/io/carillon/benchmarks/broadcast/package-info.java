/**
 * In-process benchmarks of {@code io.carillon.engine.broadcast}: what a lane's work costs, and what
 * more lanes cost.
 *
 * <p>Start with {@link io.carillon.benchmarks.broadcast.FanOutBenchmark}; {@link
 * io.carillon.benchmarks.broadcast.BroadcastBenchmark} is the same through the real actors.
 */
package io.carillon.benchmarks.broadcast;
