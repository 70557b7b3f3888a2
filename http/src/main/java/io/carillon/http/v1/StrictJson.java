package io.carillon.http.v1;

import io.carillon.engine.protocol.ExactJson;
import io.carillon.http.endpoint.Refusal;
import org.apache.pekko.util.ByteString;

/** Reads one JSON object from a body, as strictly as {@link ExactJson} does. */
final class StrictJson {
  private StrictJson() {}

  /**
   * The object in a body.
   *
   * @throws Refusal 400 saying where the body stops being one
   */
  static Fields object(ByteString body) {
    try {
      return new Fields("", ExactJson.object(body));
    } catch (ExactJson.Malformed e) {
      throw Refusal.badRequest(e.getMessage());
    }
  }
}
