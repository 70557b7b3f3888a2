/**
 * Servers to compare with: here the floor that the plain JDK sets, in packages of their own one on
 * Netty and one on stock Pekko HTTP.
 *
 * <p>Each does only what the comparison drives: accept WebSockets on any path, as {@link
 * io.carillon.benchmarks.wire.SocketPath} tells them apart, write a posted message to all of them,
 * echo. None authenticates, routes or acknowledges; they are no example of a server to deploy. Must
 * not use the engine. Start reading at {@link io.carillon.benchmarks.reference.NioServer}.
 */
package io.carillon.benchmarks.reference;
