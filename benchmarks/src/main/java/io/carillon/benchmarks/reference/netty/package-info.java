/**
 * The reference server on Netty: the native epoll transport where there is one, a frame that all
 * connections share, each written on the event loop that owns it.
 *
 * <p>Must not use the engine, nor Pekko. Start reading at {@link
 * io.carillon.benchmarks.reference.netty.NettyServer}.
 */
package io.carillon.benchmarks.reference.netty;
