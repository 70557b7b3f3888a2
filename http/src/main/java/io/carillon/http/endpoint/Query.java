package io.carillon.http.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters behind the question mark, decoded; of a repeated one the first counts. */
public record Query(Map<String, String> values) {
  public Query {
    values = Map.copyOf(values);
  }

  /**
   * Reads a raw query, without its question mark.
   *
   * @throws Refusal 400 for a bad escape
   */
  public static Query parse(String raw) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : raw.split("&")) {
      int equals = pair.indexOf('=');
      String name = PercentEncoding.decodeQuery("query", before(pair, equals));
      if (!name.isEmpty()) {
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.putIfAbsent(name, PercentEncoding.decodeQuery(Shown.of(name), value));
      }
    }
    return new Query(values);
  }

  private static String before(String pair, int equals) {
    return equals < 0 ? pair : pair.substring(0, equals);
  }

  /** The value of a parameter, perhaps empty, if it was sent. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The value of a parameter, if it was sent and is not empty. */
  public Optional<String> text(String name) {
    return value(name).filter(value -> !value.isEmpty());
  }

  /**
   * Checks that nothing but these parameters was sent.
   *
   * @throws Refusal 400 naming the first other one
   */
  public void allowOnly(Set<String> names) {
    values.keySet().stream()
        .filter(name -> !names.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw Refusal.badRequest(
                  Shown.of(name), "unknown query parameter '" + Shown.of(name) + "'");
            });
  }
}
