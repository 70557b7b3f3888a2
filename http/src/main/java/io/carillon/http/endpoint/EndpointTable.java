package io.carillon.http.endpoint;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** All rows of the port. Immutable. */
public record EndpointTable(List<Endpoint> endpoints) {
  public EndpointTable {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * The row for a request and the parameters of its path.
   *
   * @param endpoint who answers
   * @param parameters of the path, decoded
   */
  public record Match(Endpoint endpoint, Map<String, String> parameters) {}

  /**
   * Finds the row for a method and a path that is still encoded.
   *
   * @throws Refusal 404 for a path without a row, 405 for a method that its rows do not have, 400
   *     for a bad escape in a parameter
   */
  public Match find(String method, String path) {
    List<String> segments = PathTemplate.split(path);
    Set<String> allowed = new LinkedHashSet<>();
    for (Endpoint endpoint : endpoints) {
      if (endpoint.path().matches(segments)) {
        if (endpoint.method().equals(method)) {
          return new Match(endpoint, endpoint.path().parameters(segments));
        }
        allowed.add(endpoint.method());
      }
    }
    if (allowed.isEmpty()) {
      throw Refusal.of(StatusCodes.NOT_FOUND, "no such path");
    }
    throw Refusal.methodNotAllowed(allowed);
  }
}
