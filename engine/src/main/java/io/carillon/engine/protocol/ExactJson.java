package io.carillon.engine.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.apache.pekko.util.ByteString;

/**
 * Reads one JSON object (RFC 8259) in UTF-8: no key twice, nothing behind it, bounded in depth and
 * in the length of numbers and names; whoever hands the bytes over bounds those. Numbers keep their
 * exact value.
 */
public final class ExactJson {
  /** Deeper than any message of ours by far, and no strain on the stack. */
  private static final int MOST_DEPTH = 32;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_DEPTH)
                          .maxNumberLength(32)
                          .maxNameLength(256)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  // Or bytes that are no UTF-8 would be taken for UTF-16.
                  .disable(JsonFactory.Feature.CHARSET_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private ExactJson() {}

  /** The bytes are no such object; the message says why and where, and quotes nothing of them. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private Malformed(String where, String why) {
      super("invalid JSON" + where + ": " + why, null, false, false);
    }
  }

  /** The object in these bytes. */
  public static ObjectNode object(ByteString bytes) throws Malformed {
    try {
      JsonNode node = MAPPER.readTree(bytes.toArrayUnsafe());
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new Malformed("", "expected an object");
    } catch (JsonProcessingException e) {
      throw new Malformed(at(e.getLocation()), reason(e));
    } catch (IOException e) {
      throw new Malformed("", "not valid UTF-8");
    } catch (NumberFormatException e) {
      throw new Malformed("", "a number has too large an exponent");
    }
  }

  /**
   * The bytes of one field's value, exactly as they were sent; empty if it is not there.
   *
   * @param object read without complaint by {@link #object}
   */
  public static ByteString valueOf(String field, ByteString object) {
    try (JsonParser parser = MAPPER.createParser(object.toArrayUnsafe())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(field);
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        if (found) {
          parser.finishToken();
          return object.slice(from, (int) parser.currentLocation().getByteOffset());
        }
      }
      return ByteString.emptyByteString();
    } catch (IOException e) {
      throw new IllegalArgumentException("not an object that was read", e);
    }
  }

  private static String at(JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /** The parser's message may quote the bytes and name its classes; ours does neither. */
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
