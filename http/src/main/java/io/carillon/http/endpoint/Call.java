package io.carillon.http.endpoint;

import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.util.ByteString;

/**
 * What a handler sees of a request.
 *
 * @param parameters those of the path, decoded
 * @param body the whole body, within the port's limit
 * @param request for its headers and attributes; its entity has been read
 */
public record Call(
    Map<String, String> parameters, Query query, ByteString body, HttpRequest request) {
  public Call {
    parameters = Map.copyOf(parameters);
  }

  /** A path parameter that the endpoint's template names. */
  public String parameter(String name) {
    return parameters.get(name);
  }
}
