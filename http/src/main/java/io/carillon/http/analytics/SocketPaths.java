package io.carillon.http.analytics;

import io.carillon.engine.connection.ListenerSettings;
import io.carillon.engine.connection.RoutePattern;
import io.carillon.engine.connection.RouteSettings;
import io.carillon.engine.protocol.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The paths on which one listener speaks analytics to whoever upgrades. Immutable. */
final class SocketPaths {
  private final Map<RoutePattern, Boolean> named = new TreeMap<>(RoutePattern.MOST_SPECIFIC_FIRST);
  private final boolean others;

  SocketPaths(ListenerSettings listener) {
    listener
        .routes()
        .forEach((path, route) -> named.put(RoutePattern.of(path), isAnalytics(route)));
    this.others = listener.acceptUnknownRoutes() && isAnalytics(listener.defaultRoute());
  }

  private static boolean isAnalytics(RouteSettings route) {
    return route.protocol() == Protocol.ANALYTICS;
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return !others && !named.containsValue(true);
  }

  /** Whether a path, still encoded, is one; as for an upgrade the most specific route decides. */
  boolean contains(String path) {
    return find(path).orElse(others);
  }

  /** The same, but for paths that no route names. */
  boolean containsNamed(String path) {
    return find(path).orElse(false);
  }

  private Optional<Boolean> find(String path) {
    return named.entrySet().stream()
        .filter(route -> route.getKey().fits(path))
        .findFirst()
        .map(Map.Entry::getValue);
  }
}
