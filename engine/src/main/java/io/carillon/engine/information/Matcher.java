package io.carillon.engine.information;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.carillon.engine.message.Condition;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A {@link Condition} made ready to be asked of many connections. Immutable; any thread may use it.
 *
 * <p>A regular expression is matched in time linear in the text (RE2), whatever it looks like. It
 * has at most {@link #MAX_PATTERN} characters and, with its repetitions written out, {@link
 * #MAX_STEPS} steps; a larger one counts as no expression, like one with a syntax error.
 */
public final class Matcher {
  /** More is no expression that a person wrote. */
  static final int MAX_PATTERN = 1000;

  /** Bounds the time for one character of a value to some microseconds. */
  static final int MAX_STEPS = 2000;

  /** Whether a stored value matches; {@link OutOfTime} where that takes too long. */
  private interface Comparison {
    boolean holds(String text, long giveUpAt);
  }

  private final String key;
  private final Comparison value;

  private Matcher(String key, Comparison value) {
    this.key = key;
    this.value = value;
  }

  /** Reads a condition; empty if its value is a regular expression that is none. */
  public static Optional<Matcher> of(Condition condition) {
    String value = condition.value();
    String folded = fold(value);
    Optional<Comparison> comparison =
        switch (condition.operator()) {
          case EQ -> simple(value::equals);
          case NEQ -> simple(text -> !value.equals(text));
          case PREFIX -> simple(text -> text.startsWith(value));
          case SUFFIX -> simple(text -> text.endsWith(value));
          case CONTAINS -> simple(text -> text.contains(value));
          case IEQ -> simple(text -> fold(text).equals(folded));
          case IPREFIX -> simple(text -> fold(text).startsWith(folded));
          case ISUFFIX -> simple(text -> fold(text).endsWith(folded));
          case ICONTAINS -> simple(text -> fold(text).contains(folded));
          case REGEX -> regex(value);
        };
    return comparison.map(each -> new Matcher(condition.key(), each));
  }

  /**
   * Whether the key is there and its value matches.
   *
   * @param giveUpAt a {@link System#nanoTime}
   * @throws OutOfTime if a regular expression takes longer
   */
  public boolean matches(StoredInformation information, long giveUpAt) throws OutOfTime {
    String text = information.all().get(key);
    return text != null && value.holds(text, giveUpAt);
  }

  private static Optional<Comparison> simple(Predicate<String> predicate) {
    return Optional.of((text, giveUpAt) -> predicate.test(text));
  }

  private static Optional<Comparison> regex(String expression) {
    if (expression.length() > MAX_PATTERN || RegexSize.isOver(expression, MAX_STEPS)) {
      return Optional.empty();
    }
    try {
      Pattern pattern = Pattern.compile(expression);
      return Optional.of((text, giveUpAt) -> pattern.matcher(new TimedText(text, giveUpAt)).find());
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /** Both ways, since some letters have no lower and some no upper case. */
  private static String fold(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
