/**
 * The engine without sockets: connections whose channel is memory, and a node that holds them.
 *
 * <p>What the in-process benchmarks stand on; uses only what the engine makes public. Start with
 * {@link io.carillon.benchmarks.memory.MemoryNode}.
 */
package io.carillon.benchmarks.memory;
