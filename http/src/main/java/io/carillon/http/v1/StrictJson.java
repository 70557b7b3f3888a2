package io.carillon.http.v1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.http.endpoint.Refusal;
import java.io.IOException;
import org.apache.pekko.util.ByteString;

/**
 * Reads one JSON object from a body: no duplicate keys, nothing behind it, bounded in depth and in
 * the length of numbers and names.
 */
final class StrictJson {
  /** Deeper than any request of ours by far, and no strain on the stack. */
  private static final int MOST_DEPTH = 32;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_DEPTH)
                          .maxNumberLength(32)
                          .maxNameLength(256)
                          // The port's own body limit is the one that holds.
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /**
   * The object in a body.
   *
   * @throws Refusal 400 saying where the body stops being one
   */
  static Fields object(ByteString body) {
    try {
      JsonNode node = MAPPER.readTree(body.toArrayUnsafe());
      if (node == null || !node.isObject()) {
        throw Refusal.badRequest("invalid JSON: expected an object");
      }
      return new Fields("", node);
    } catch (JsonProcessingException e) {
      throw Refusal.badRequest("invalid JSON" + at(e.getLocation()) + ": " + reason(e));
    } catch (IOException e) {
      throw Refusal.badRequest("invalid JSON: not valid UTF-8");
    }
  }

  private static String at(JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /** The parser's message may quote the body and name its classes; ours does neither. */
  private static String reason(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    if (message.startsWith("Duplicate field")) {
      return "a key appears twice";
    }
    if (message.contains("nesting depth")) {
      return "nested deeper than " + MOST_DEPTH;
    }
    if (message.startsWith("Trailing token")) {
      return "something follows the object";
    }
    return message.contains("exceeds the maximum") ? "a name or number is too long" : "malformed";
  }
}
