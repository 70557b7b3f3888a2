package io.carillon.engine.connection;

import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.protocol.Protocol;

/**
 * What holds for connections on one route.
 *
 * @param protocol the dialect spoken there
 * @param overflow what a full outbox does with a broadcast frame
 */
public record RouteSettings(Protocol protocol, OverflowPolicy overflow) {}
