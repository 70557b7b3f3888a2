/**
 * In-process benchmarks of {@code io.carillon.engine.websocket}: what reading and writing frames
 * costs.
 *
 * <p>Start with {@link io.carillon.benchmarks.websocket.SessionBenchmark}.
 */
package io.carillon.benchmarks.websocket;
