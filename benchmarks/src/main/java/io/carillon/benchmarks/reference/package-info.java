/**
 * Servers to compare with: the floor that the plain JDK sets.
 *
 * <p>Each does only what the comparison drives: accept WebSockets, write a posted message to all of
 * them, echo. None authenticates, routes or acknowledges; they are no example of a server to
 * deploy. Must not use the engine. Start reading at {@link
 * io.carillon.benchmarks.reference.NioServer}.
 */
package io.carillon.benchmarks.reference;
