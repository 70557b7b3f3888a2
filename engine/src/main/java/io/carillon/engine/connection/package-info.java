/**
 * One actor per WebSocket and its bounded stream: accepting, reading, the outbox, heartbeats and
 * closing.
 *
 * <p>Knows what a frame costs and who may write; knows nothing of targets. Start reading at {@link
 * io.carillon.engine.connection.ListenerSettings} for what can be set.
 */
package io.carillon.engine.connection;
