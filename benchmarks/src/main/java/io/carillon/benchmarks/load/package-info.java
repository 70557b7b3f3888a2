/**
 * The load client: opens WebSockets, drives a server and checks every message it receives.
 *
 * <p>One thread, one selector, one direct read buffer; it shares no code with the engine, so that
 * it can contradict it. Connects to 127.0.0.1 only. Start reading at {@link
 * io.carillon.benchmarks.load.LoadRun}, then {@link io.carillon.benchmarks.load.Ledger}.
 */
package io.carillon.benchmarks.load;
