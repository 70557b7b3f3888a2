/**
 * The dialect {@code events} as pure functions: envelopes out, events to relay in.
 *
 * <p>Knows no connection and no clock. docs/protocol/events.md describes it; its examples are the
 * fixtures of the tests. Start reading at {@link io.carillon.engine.protocol.events.EventCodec}.
 */
package io.carillon.engine.protocol.events;
