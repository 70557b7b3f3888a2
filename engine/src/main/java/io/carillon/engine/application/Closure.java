package io.carillon.engine.application;

/**
 * How a WebSocket ended.
 *
 * @param code the close code the peer sent, or ours if we began; 1006 if there was neither (RFC
 *     6455 §7.1.5)
 */
public record Closure(int code, String reason) {}
