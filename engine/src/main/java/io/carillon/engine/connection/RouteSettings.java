package io.carillon.engine.connection;

import io.carillon.engine.delivery.OverflowPolicy;

/**
 * What holds for connections on one route.
 *
 * @param protocol the dialect spoken there: {@code raw} or {@code echo}
 * @param overflow what a full outbox does with a broadcast frame
 */
public record RouteSettings(String protocol, OverflowPolicy overflow) {}
