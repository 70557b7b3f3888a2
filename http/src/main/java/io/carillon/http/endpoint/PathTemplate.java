package io.carillon.http.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A path whose segments are fixed words or named parameters, as in {@code /v1/connections/{id}}.
 *
 * <p>A parameter is exactly one segment, never empty, and is percent-decoded once, so that a {@code
 * /} in it is sent as {@code %2F}. Fixed words are compared as they were sent.
 */
public record PathTemplate(List<String> segments) {
  public PathTemplate {
    segments = List.copyOf(segments);
  }

  /** Reads a template; it begins with a slash. */
  public static PathTemplate of(String template) {
    return new PathTemplate(split(template));
  }

  /** The segments of a path, still encoded; {@code /a/} has an empty last one. */
  static List<String> split(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  /** Whether a path, still encoded, has this shape. */
  boolean matches(List<String> path) {
    if (path.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      String wanted = segments.get(i);
      boolean same = isParameter(wanted) ? !path.get(i).isEmpty() : wanted.equals(path.get(i));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /**
   * The parameters of a path that {@linkplain #matches matches}, decoded.
   *
   * @throws Refusal 400 for a bad escape
   */
  Map<String, String> parameters(List<String> path) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      if (isParameter(segment)) {
        String name = segment.substring(1, segment.length() - 1);
        parameters.put(name, PercentEncoding.decodeSegment(name, path.get(i)));
      }
    }
    return parameters;
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  /** The template as it was written. */
  @Override
  public String toString() {
    return "/" + String.join("/", segments);
  }
}
