/**
 * The front door of the engine: {@link io.carillon.engine.Engine} starts it, broadcasts, counts and
 * listens.
 *
 * <p>Knows no HTTP and no Redis; what a listener does with bytes that are no WebSocket is the
 * caller's business.
 */
package io.carillon.engine;
