package io.carillon.engine.application;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The request that opened a WebSocket.
 *
 * @param listener the name of the listener that accepted it
 * @param route the route it is a member of: its path as sent, without the query
 * @param parameters values of the placeholders in the route's pattern, percent-decoded; empty if
 *     the route is an exact path
 * @param query what followed the {@code ?}, as sent; empty if there was none
 * @param headers name, as sent, to values in their order; look one up by {@link #header}
 * @param remoteAddress {@code host:port} of the peer as the socket sees it
 */
public record Opening(
    String listener,
    String route,
    Map<String, String> parameters,
    String query,
    Map<String, List<String>> headers,
    String remoteAddress) {

  public Opening {
    parameters = Map.copyOf(parameters);
    headers = Map.copyOf(headers);
  }

  /** The first value of a header; upper and lower case are the same. */
  public Optional<String> header(String name) {
    for (Map.Entry<String, List<String>> each : headers.entrySet()) {
      if (each.getKey().equalsIgnoreCase(name) && !each.getValue().isEmpty()) {
        return Optional.of(each.getValue().get(0));
      }
    }
    return Optional.empty();
  }
}
