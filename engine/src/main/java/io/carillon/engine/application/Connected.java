package io.carillon.engine.application;

import io.carillon.engine.message.ConnectionId;

/**
 * The connection that an event is about.
 *
 * @param id its id at that moment
 * @param route the path it was accepted on, as sent, without the query
 * @param remoteAddress {@code host:port} of the peer as the socket saw it
 */
public record Connected(ConnectionId id, String route, String remoteAddress) {}
