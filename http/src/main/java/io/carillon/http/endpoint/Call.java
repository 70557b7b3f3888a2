package io.carillon.http.endpoint;

import java.util.Map;
import org.apache.pekko.util.ByteString;

/**
 * What a handler sees of a request.
 *
 * @param parameters those of the path, decoded
 * @param body the whole body, within the port's limit
 */
public record Call(Map<String, String> parameters, Query query, ByteString body) {
  public Call {
    parameters = Map.copyOf(parameters);
  }

  /** A path parameter that the endpoint's template names. */
  public String parameter(String name) {
    return parameters.get(name);
  }
}
