package io.carillon.engine.connection;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What stands behind each route of a listener, found by path: exact paths first, then the most
 * specific pattern. Immutable.
 */
final class RouteTable<T> {
  private final Map<String, Found<T>> exact = new HashMap<>();
  private final Map<RoutePattern, T> patterns = new TreeMap<>(RoutePattern.MOST_SPECIFIC_FIRST);

  /**
   * What was found for a path.
   *
   * @param parameters the values of the pattern's placeholders, decoded
   */
  record Found<T>(T behind, Map<String, String> parameters) {}

  /**
   * Makes a table from routes by their patterns.
   *
   * @throws IllegalArgumentException naming the pattern that is malformed, or two that match the
   *     same paths
   */
  RouteTable(String listener, Map<String, RouteSettings> routes, Function<Route, T> behind) {
    requireClear(new TreeSet<>(routes.keySet()));
    routes.forEach(
        (text, settings) -> {
          RoutePattern pattern = RoutePattern.of(text);
          T made = behind.apply(new Route(listener, text, settings));
          if (pattern.isExact()) {
            exact.put(text, new Found<>(made, Map.of()));
          } else {
            patterns.put(pattern, made);
          }
        });
  }

  /**
   * What a path leads to.
   *
   * @throws IllegalArgumentException if the pattern fits and a placeholder's segment has a bad
   *     escape
   */
  Optional<Found<T>> find(String path) {
    Found<T> known = exact.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    for (Map.Entry<RoutePattern, T> each : patterns.entrySet()) {
      Optional<Map<String, String>> parameters = each.getKey().match(path);
      if (parameters.isPresent()) {
        return Optional.of(new Found<>(each.getValue(), parameters.get()));
      }
    }
    return Optional.empty();
  }

  private static void requireClear(Set<String> texts) {
    Map<String, String> byShape = new HashMap<>();
    for (String text : texts) {
      String shape = patternOf(text).shape();
      String other = byShape.putIfAbsent(shape, text);
      if (other != null) {
        throw new IllegalArgumentException(
            "routes " + other + " and " + text + " match the same paths");
      }
    }
  }

  private static RoutePattern patternOf(String text) {
    try {
      return RoutePattern.of(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("route " + text + ": " + e.getMessage(), e);
    }
  }
}
