package io.carillon.engine.connection;

import io.carillon.engine.websocket.PercentEscapes;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The paths that one route is for: an exact path as in {@code /chat}, or one with placeholders for
 * whole segments as in {@code /chat/{room}}.
 *
 * <p>Literal segments are compared as they are sent, without decoding. A placeholder takes one
 * segment that is not empty and decodes its percent-escapes once. Of several patterns that fit a
 * path the most specific wins: read from the left, the first segment that is literal in one and a
 * placeholder in the other decides for the literal. Two patterns that differ only in the names of
 * placeholders cannot be told apart ({@link #shape}).
 */
public final class RoutePattern {
  /** The most specific first; patterns of different lengths never fit the same path. */
  public static final Comparator<RoutePattern> MOST_SPECIFIC_FIRST =
      Comparator.comparing(pattern -> pattern.shape);

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_-]*)}");

  /** Stands for a placeholder in a shape; sorts behind all that can stand in a path. */
  private static final String ANY_SEGMENT = "\uffff";

  private final String text;
  private final List<String> segments;
  private final String shape;

  private RoutePattern(String text, List<String> segments) {
    this.text = text;
    this.segments = segments;
    this.shape = shapeOf(segments);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static RoutePattern of(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a route begins with /, as in /chat or /chat/{room}");
    }
    Set<String> names = new HashSet<>();
    List<String> segments = split(text);
    for (String segment : segments) {
      if (segment.contains("{") || segment.contains("}")) {
        if (!PLACEHOLDER.matcher(segment).matches()) {
          throw new IllegalArgumentException(
              "a placeholder is a whole segment with a name, as in /chat/{room}");
        }
        if (!names.add(segment)) {
          throw new IllegalArgumentException("the placeholder " + segment + " occurs twice");
        }
      }
    }
    return new RoutePattern(text, segments);
  }

  /** Whether this is a path without placeholders. */
  public boolean isExact() {
    return segments.stream().noneMatch(RoutePattern::isPlaceholder);
  }

  /** Equal for patterns that match the same paths. */
  public String shape() {
    return shape;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }

  /**
   * What the placeholders stand for in a path; empty if the pattern does not fit.
   *
   * @throws IllegalArgumentException if a segment that a placeholder takes has a bad escape
   */
  Optional<Map<String, String>> match(String path) {
    List<String> actual = split(path);
    return fits(actual) ? Optional.of(parameters(actual)) : Optional.empty();
  }

  /** Whether a path, as it was sent, is one of those that the route is for. */
  public boolean fits(String path) {
    return fits(split(path));
  }

  private boolean fits(List<String> actual) {
    if (actual.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < actual.size(); i++) {
      String wanted = segments.get(i);
      boolean fits =
          isPlaceholder(wanted) ? !actual.get(i).isEmpty() : wanted.equals(actual.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private Map<String, String> parameters(List<String> path) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      if (isPlaceholder(segment)) {
        String name = segment.substring(1, segment.length() - 1);
        parameters.put(name, PercentEscapes.decodeSegment(path.get(i)));
      }
    }
    return parameters;
  }

  private static List<String> split(String path) {
    return List.of(path.split("/", -1));
  }

  private static boolean isPlaceholder(String segment) {
    return segment.startsWith("{");
  }

  private static String shapeOf(List<String> segments) {
    return segments.stream()
        .map(segment -> isPlaceholder(segment) ? ANY_SEGMENT : segment)
        .reduce((left, right) -> left + "/" + right)
        .orElse("");
  }
}
