/**
 * From one broadcast to its receipt: resolve the target, encode once, fan out over the lanes, tally
 * the acks.
 *
 * <p>Knows connections only as members with an outbox. Start reading at {@link
 * io.carillon.engine.broadcast.Broadcaster}; the hot path is {@link
 * io.carillon.engine.broadcast.Lane}.
 */
package io.carillon.engine.broadcast;
