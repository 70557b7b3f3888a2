package io.carillon.clusterconfig.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with placeholders, as in {@code chat:{room}}: reads their values from a text, or writes
 * such a text from values. Immutable.
 *
 * <p>A placeholder takes at least one character, up to the first place where the text behind it
 * fits; the last one takes the rest. Reading takes linear time.
 */
public final class Template {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)}");

  /** The text before each placeholder, and behind the last: one more than there are names. */
  private final List<String> literals;

  private final List<String> names;
  private final String text;

  private Template(String text, List<String> literals, List<String> names) {
    this.text = text;
    this.literals = List.copyOf(literals);
    this.names = List.copyOf(names);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if it is empty, names a placeholder twice, has two side by
   *     side or a brace that is none of a placeholder's
   */
  public static Template of(String text) {
    List<String> literals = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Matcher placeholders = PLACEHOLDER.matcher(text);
    int end = 0;
    while (placeholders.find()) {
      literals.add(text.substring(end, placeholders.start()));
      names.add(placeholders.group(1));
      end = placeholders.end();
    }
    literals.add(text.substring(end));
    Template template = new Template(text, literals, names);
    template.check();
    return template;
  }

  private void check() {
    require(!text.isEmpty(), "is empty");
    require(literals.stream().noneMatch(Template::hasBrace), "has a brace without its placeholder");
    require(Set.copyOf(names).size() == names.size(), "names a placeholder twice");
    require(
        literals.size() < 3 || !literals.subList(1, literals.size() - 1).contains(""),
        "has two placeholders side by side");
  }

  private void require(boolean isTrue, String complaint) {
    if (!isTrue) {
      throw new IllegalArgumentException("\"" + text + "\" " + complaint);
    }
  }

  private static boolean hasBrace(String literal) {
    return literal.indexOf('{') >= 0 || literal.indexOf('}') >= 0;
  }

  /** The names of the placeholders, in their order. */
  public List<String> names() {
    return names;
  }

  /** The values of the placeholders in a text that fits; empty if it does not. */
  public Optional<Map<String, String>> match(String candidate) {
    if (!candidate.startsWith(literals.get(0))) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    int begin = literals.get(0).length();
    for (int i = 0; i < names.size(); i++) {
      int end = endOfValue(candidate, begin, i);
      if (end <= begin) {
        return Optional.empty();
      }
      values.put(names.get(i), candidate.substring(begin, end));
      begin = end + literals.get(i + 1).length();
    }
    return begin == candidate.length() ? Optional.of(values) : Optional.empty();
  }

  /** Where the value of a placeholder ends; -1 if the text does not fit. */
  private int endOfValue(String candidate, int begin, int placeholder) {
    String behind = literals.get(placeholder + 1);
    if (placeholder < names.size() - 1) {
      return candidate.indexOf(behind, begin + 1);
    }
    return candidate.endsWith(behind) ? candidate.length() - behind.length() : -1;
  }

  /** The text with these values in place of the placeholders; there must be one for each. */
  public String fill(Map<String, String> values) {
    StringBuilder filled = new StringBuilder(literals.get(0));
    for (int i = 0; i < names.size(); i++) {
      filled.append(values.get(names.get(i))).append(literals.get(i + 1));
    }
    return filled.toString();
  }

  /** The least pattern of Redis that takes whatever fits. */
  Glob toGlob() {
    return Glob.of(
        literals.stream().map(Glob::escape).reduce((one, next) -> one + "*" + next).orElseThrow());
  }

  @Override
  public String toString() {
    return text;
  }
}
