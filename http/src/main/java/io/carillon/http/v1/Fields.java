package io.carillon.http.v1;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.http.endpoint.DurationText;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.endpoint.Shown;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The fields of one JSON object while they are read; {@code null} counts as absent.
 *
 * <p>Every reading method throws a {@link Refusal} that names the field by its dotted path, as in
 * {@code target.tags[2]}, what was expected of it and what was sent. What nobody read is an unknown
 * field. Not thread-safe.
 */
final class Fields {
  private final String prefix;
  private final JsonNode object;
  private final Set<String> read = new LinkedHashSet<>();

  Fields(String prefix, JsonNode object) {
    this.prefix = prefix;
    this.object = object;
  }

  /** Whether the field was sent. */
  boolean has(String name) {
    read.add(name);
    return object.hasNonNull(name);
  }

  /** Whether the field was sent as a text. */
  boolean isText(String name) {
    return has(name) && object.get(name).isTextual();
  }

  /** Whether the field was sent as {@code []}. */
  boolean isEmptyList(String name) {
    return has(name) && object.get(name).isArray() && object.get(name).isEmpty();
  }

  /**
   * A text that must be there.
   *
   * @throws Refusal 400 if it is not
   */
  String requiredText(String name) {
    return text(name).orElseThrow(missing(name, "a text"));
  }

  Optional<String> text(String name) {
    return node(name).map(node -> textOf(prefix + name, node));
  }

  Optional<List<String>> texts(String name) {
    return node(name)
        .map(
            node -> {
              if (!node.isArray()) {
                throw bad(name, "expected a list of texts");
              }
              List<String> texts = new ArrayList<>(node.size());
              for (JsonNode element : node) {
                texts.add(textOf(element(name, texts.size()), element));
              }
              return texts;
            });
  }

  Optional<Boolean> flag(String name) {
    return node(name)
        .map(
            node -> {
              if (!node.isBoolean()) {
                throw bad(name, "expected true or false");
              }
              return node.booleanValue();
            });
  }

  /** A whole number of at least {@code least}. */
  Optional<Integer> number(String name, int least) {
    return node(name)
        .map(
            node -> {
              if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < least) {
                throw bad(name, "expected a whole number of at least " + least);
              }
              return node.intValue();
            });
  }

  /** A duration as text ({@code "1s"}) or as a number of milliseconds. */
  Optional<Duration> duration(String name, Duration most) {
    return duration(name, Duration.ofMillis(1), most);
  }

  /** The same, of at least {@code least}. */
  Optional<Duration> duration(String name, Duration least, Duration most) {
    return node(name)
        .map(
            node -> {
              Optional<Duration> duration =
                  node.isTextual()
                      ? DurationText.parse(node.textValue(), most)
                      : node.isIntegralNumber() && node.canConvertToLong()
                          ? DurationText.within(node.longValue(), most)
                          : Optional.empty();
              return duration
                  .filter(found -> found.compareTo(least) >= 0)
                  .orElseThrow(
                      () ->
                          bad(
                              name,
                              "expected a duration from "
                                  + least.toMillis()
                                  + "ms to "
                                  + most.toSeconds()
                                  + "s with its unit, as in \"500ms\" or \"10s\", or a number of"
                                  + " milliseconds"));
            });
  }

  /** One of a few words. */
  <T> Optional<T> word(String name, Map<String, T> words) {
    return text(name)
        .map(
            text ->
                Optional.ofNullable(words.get(text))
                    .orElseThrow(
                        () -> bad(name, "expected one of " + String.join(", ", words.keySet()))));
  }

  /**
   * An object that must be there.
   *
   * @throws Refusal 400 if it is not
   */
  Fields object(String name) {
    return object(name, "an object");
  }

  /** The same where something else, which is named as well, would have done. */
  Fields object(String name, String expectation) {
    JsonNode node = node(name).orElseThrow(missing(name, expectation));
    if (!node.isObject()) {
      throw bad(name, "expected " + expectation);
    }
    return new Fields(prefix + name + ".", node);
  }

  /** A refusal that names the field, what was expected of it and, if it was sent, its value. */
  Refusal bad(String name, String expectation) {
    return bad(prefix + name, expectation, object.path(name));
  }

  /** The same for one element of a list. */
  Refusal bad(String name, int index, String expectation) {
    return bad(element(name, index), expectation, object.path(name).path(index));
  }

  /** A refusal of the object itself. */
  Refusal bad(String expectation) {
    return bad(
        prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1), expectation, object);
  }

  private static Refusal bad(String path, String expectation, JsonNode value) {
    boolean isThere = !value.isMissingNode() && !value.isNull();
    String was = isThere ? ", was " + Shown.of(value.toString()) : "";
    return Refusal.badRequest(path, path + ": " + expectation + was);
  }

  private String element(String name, int index) {
    return prefix + name + "[" + index + "]";
  }

  /**
   * Checks that every field was asked for.
   *
   * @throws Refusal 400 naming the first that was not
   */
  void rejectUnknown() {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!read.contains(name)) {
        String path = prefix + Shown.of(name);
        throw Refusal.badRequest(
            path, path + ": unknown field; known here: " + String.join(", ", read));
      }
    }
  }

  private Optional<JsonNode> node(String name) {
    return has(name) ? Optional.of(object.get(name)) : Optional.empty();
  }

  private Supplier<Refusal> missing(String name, String expectation) {
    return () -> bad(name, "is missing, expected " + expectation);
  }

  /** JSON can spell half a surrogate pair, which no UTF-8 can carry; it is refused. */
  private static String textOf(String path, JsonNode node) {
    if (!node.isTextual()) {
      throw bad(path, "expected a text", node);
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(node.textValue())) {
      throw Refusal.badRequest(path, path + ": holds half a surrogate pair");
    }
    return node.textValue();
  }
}
