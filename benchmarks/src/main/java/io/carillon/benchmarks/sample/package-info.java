/**
 * What is asked of each server and what was measured: scenarios, figures, samples.
 *
 * <p>Plain values; starts nothing and prints nothing. Start reading at {@link
 * io.carillon.benchmarks.sample.Scenario}.
 */
package io.carillon.benchmarks.sample;
