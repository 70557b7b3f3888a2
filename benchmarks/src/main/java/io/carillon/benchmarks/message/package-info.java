/**
 * In-process benchmarks of {@code io.carillon.engine.message}.
 *
 * <p>Each class is named after the type it measures, each method after the question it answers.
 * Start with {@link io.carillon.benchmarks.message.MessageBenchmark}.
 */
package io.carillon.benchmarks.message;
