/**
 * The comparison over the wire: starts the servers, drives each with the load client, prints the
 * table.
 *
 * <p>Server and client are processes of their own, so that the CPU time of each is the kernel's own
 * account. Start reading at {@link io.carillon.benchmarks.compare.Comparison}.
 */
package io.carillon.benchmarks.compare;
