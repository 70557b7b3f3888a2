package io.carillon.engine.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.pekko.util.ByteString;

/**
 * What happens to the JSON object that an application keeps with a connection when it is updated.
 *
 * <p>Pure. Texts in and out are compact, in UTF-8, and exact in the values of their numbers.
 */
public final class SessionJson {
  private SessionJson() {}

  /**
   * The object that these bytes are, written compactly.
   *
   * @throws IllegalArgumentException if they are none, saying why
   */
  public static ByteString compact(ByteString object) {
    return text(read(object));
  }

  /**
   * One object updated by another, as PHP's {@code array_replace_recursive} does it: objects are
   * merged by key and lists by position, at every depth; anything else in the change takes the
   * place of what was there, {@code null} as well. A list and an object do not mix: the change
   * takes the place of the whole, unless it is empty.
   *
   * <pre>{@code
   * {"a":{"x":1,"y":[1,2]},"b":3} updated by {"a":{"y":[9],"z":null}}
   *   is {"a":{"x":1,"y":[9,2],"z":null},"b":3}
   * }</pre>
   *
   * @throws IllegalArgumentException if one of them is no object
   */
  public static ByteString updated(ByteString object, ByteString change) {
    ObjectNode result = read(object);
    merge(result, read(change));
    return text(result);
  }

  private static void merge(ObjectNode target, ObjectNode change) {
    for (Map.Entry<String, JsonNode> each : change.properties()) {
      JsonNode old = target.get(each.getKey());
      target.set(each.getKey(), old == null ? each.getValue() : merged(old, each.getValue()));
    }
  }

  private static void merge(ArrayNode target, ArrayNode change) {
    for (int i = 0; i < change.size(); i++) {
      if (i < target.size()) {
        target.set(i, merged(target.get(i), change.get(i)));
      } else {
        target.add(change.get(i));
      }
    }
  }

  private static JsonNode merged(JsonNode old, JsonNode change) {
    if (old instanceof ObjectNode object && change instanceof ObjectNode by) {
      merge(object, by);
      return object;
    }
    if (old instanceof ArrayNode list && change instanceof ArrayNode by) {
      merge(list, by);
      return list;
    }
    boolean changesNothing = old.isContainerNode() && change.isContainerNode() && change.isEmpty();
    return changesNothing ? old : change;
  }

  private static ObjectNode read(ByteString object) {
    try {
      return ExactJson.object(object);
    } catch (ExactJson.Malformed e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static ByteString text(ObjectNode object) {
    return ByteString.fromString(object.toString());
  }
}
