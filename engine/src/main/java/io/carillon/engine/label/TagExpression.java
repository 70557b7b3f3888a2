package io.carillon.engine.label;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;

/**
 * Which tags a connection has to hold, as in {@code (vip | group_*) & !banned}.
 *
 * <pre>{@code
 * expression = and { "|" and }        tag  = { letter | digit | "_" | "*" }
 * and        = not { "&" not }        "*"  stands for any text, also none
 * not        = { "!" } ( tag | "(" expression ")" )
 * }</pre>
 *
 * <p>Letters are those of ASCII; upper and lower case differ; spaces are ignored. A tag stands for
 * "holds a tag of this name", so a connection without tags makes every tag false: {@code !banned}
 * matches it, {@code *} does not. Immutable, and equal to what was read from the same text. Reading
 * takes time linear in the text; the last few are remembered.
 */
public final class TagExpression {
  /** Longer than anybody writes by hand, and short enough to try for every call. */
  public static final int MOST_CHARACTERS = 1_000;

  /** A compiled one takes up to 60 bytes a character, so all of them some 4 MiB. */
  private static final int CHARACTERS_REMEMBERED = 65_536;

  private static final Cache<String, TagExpression> COMPILED =
      Caffeine.newBuilder()
          .maximumWeight(CHARACTERS_REMEMBERED)
          .weigher((String text, TagExpression compiled) -> text.length())
          .executor(Runnable::run)
          .build();

  private final String text;
  private final List<TagPattern> patterns;
  private final Formula formula;

  private TagExpression(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "invalid tag expression: expected at most "
              + MOST_CHARACTERS
              + " characters, was "
              + text.length());
    }
    ExpressionParser parser = new ExpressionParser(text);
    this.text = text;
    this.formula = parser.parse();
    this.patterns = List.copyOf(parser.patterns());
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none, saying where and what was expected
   */
  public static TagExpression of(String text) {
    TagExpression known = COMPILED.getIfPresent(text);
    if (known != null) {
      return known;
    }
    TagExpression compiled = new TagExpression(text);
    COMPILED.put(text, compiled);
    return compiled;
  }

  /** Reads an expression; empty if it is none. */
  public static Optional<TagExpression> parse(String text) {
    try {
      return Optional.of(of(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The tag names and wildcards in it, each once: the sets that {@link #formula} numbers. */
  public List<TagPattern> patterns() {
    return patterns;
  }

  /** How who holds tags of these {@link #patterns} is combined. */
  public Formula formula() {
    return formula;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TagExpression expression && expression.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The expression as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
