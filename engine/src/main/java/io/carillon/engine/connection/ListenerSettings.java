package io.carillon.engine.connection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One listening port and what it accepts.
 *
 * @param name the key under {@code carillon.listeners}
 * @param host address to bind
 * @param port 0 takes any free port
 * @param compression whether permessage-deflate is agreed to when a client offers it (RFC 7692)
 * @param maxMessageBytes largest inbound message, after inflating; larger closes with 1009
 * @param maxFragments most frames a message may be split into, empty ones included; more closes
 *     with 1008
 * @param messageTimeout longest time from a message's first byte to its last; longer closes with
 *     1008
 * @param handshakeTimeout longest time from accept to a complete request head
 * @param slowAfter time without write progress after which a connection is cut off; empty for the
 *     engine's
 * @param maxConnections most open connections on this listener, WebSockets and keep-alive HTTP;
 *     more are answered 503
 * @param backlog connections the kernel may hold before they are accepted
 * @param acceptUnknownRoutes whether a path that no key of {@code routes} fits is accepted, with
 *     {@code defaultRoute}, or answered 404
 * @param allowedOrigins origins that browsers may connect from, exactly as they send them; empty
 *     allows any
 * @param routes settings by exact path or pattern, as {@link RoutePattern} reads them
 * @param defaultRoute settings for every other accepted path
 */
public record ListenerSettings(
    String name,
    String host,
    int port,
    boolean compression,
    int maxMessageBytes,
    int maxFragments,
    Duration messageTimeout,
    Duration handshakeTimeout,
    Optional<Duration> slowAfter,
    int maxConnections,
    int backlog,
    boolean acceptUnknownRoutes,
    List<String> allowedOrigins,
    Map<String, RouteSettings> routes,
    RouteSettings defaultRoute) {

  public ListenerSettings {
    allowedOrigins = List.copyOf(allowedOrigins);
    routes = Map.copyOf(routes);
  }
}
