/**
 * The bytes that the reference server and the load client exchange: frames, the handshake, and the
 * stamp that every payload carries.
 *
 * <p>Written apart from the engine on purpose: a fault of the engine's codec must not hide behind
 * the same fault in the client that checks it. Opens no socket and starts no thread. Start reading
 * at {@link io.carillon.benchmarks.wire.Frames}.
 */
package io.carillon.benchmarks.wire;
