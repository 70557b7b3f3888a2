package io.carillon.engine.message;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What the stored information of a connection is searched for: the value under a key, compared with
 * another. A connection without the key never matches, not even {@link Operator#NEQ}.
 *
 * @param value what is compared with, at most {@link #MAX_LENGTH} characters
 */
public record Condition(String key, Operator operator, String value) {
  /** What is longer is no search but a way to keep the processor busy. */
  public static final int MAX_LENGTH = 4096;

  /** How the stored value is compared; those with an I ignore case. */
  public enum Operator {
    EQ,
    NEQ,
    PREFIX,
    SUFFIX,
    CONTAINS,
    IEQ,
    IPREFIX,
    ISUFFIX,
    ICONTAINS,
    /** The value is a regular expression of RE2, found anywhere in the stored value. */
    REGEX;

    /** The operator that is written so, in lower case; empty if there is none. */
    public static Optional<Operator> of(String word) {
      for (Operator each : values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }
  }

  public Condition {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(operator, "operator");
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "value must be at most " + MAX_LENGTH + " characters, was " + value.length());
    }
  }
}
