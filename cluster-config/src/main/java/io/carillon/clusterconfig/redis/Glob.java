package io.carillon.clusterconfig.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern as {@code PSUBSCRIBE} takes it: {@code *} is any text, {@code ?} any character, {@code
 * [a-c]} and {@code [^a-c]} one of a set or none of it, {@code \} takes the next literally.
 * Immutable.
 */
final class Glob {
  private static final IntPredicate ANY = character -> true;

  /**
   * A part of a pattern.
   *
   * @param literal the one character that it takes; -1 if there may be several
   * @param isStar whether it takes any text
   */
  private record Part(IntPredicate takes, int literal, boolean isStar) {
    boolean mayMeet(Part other) {
      return other.literal < 0
          ? literal < 0 || other.takes.test(literal)
          : takes.test(other.literal);
    }
  }

  private final String text;
  private final List<Part> parts = new ArrayList<>();
  private int at;

  private Glob(String text) {
    this.text = text;
    while (at < text.length()) {
      parts.add(part(text.charAt(at++)));
    }
  }

  /** Reads a pattern; any text is one. */
  static Glob of(String text) {
    return new Glob(text);
  }

  /** The pattern that takes exactly this text. */
  static String escape(String literal) {
    return literal.replaceAll("[\\\\*?\\[\\]^]", "\\\\$0");
  }

  private Part part(char character) {
    return switch (character) {
      case '*' -> new Part(ANY, -1, true);
      case '?' -> new Part(ANY, -1, false);
      case '[' -> oneOf();
      case '\\' -> literal(at < text.length() ? text.charAt(at++) : '\\');
      default -> literal(character);
    };
  }

  private static Part literal(int character) {
    return new Part(candidate -> candidate == character, character, false);
  }

  private Part oneOf() {
    boolean isNegated = at < text.length() && text.charAt(at) == '^';
    at += isNegated ? 1 : 0;
    IntPredicate set = character -> false;
    while (at < text.length() && text.charAt(at) != ']') {
      set = set.or(range());
    }
    at++;
    return new Part(isNegated ? set.negate() : set, -1, false);
  }

  private IntPredicate range() {
    char first = next();
    if (at + 1 < text.length() && text.charAt(at) == '-') {
      at++;
      char last = next();
      int least = Math.min(first, last);
      int most = Math.max(first, last);
      return character -> character >= least && character <= most;
    }
    return character -> character == first;
  }

  private char next() {
    if (text.charAt(at) == '\\' && at + 1 < text.length()) {
      at++;
    }
    return text.charAt(at++);
  }

  /** Whether the pattern takes a text; the time is at most the product of the two lengths. */
  boolean matches(String candidate) {
    int part = 0;
    int character = 0;
    int afterStar = -1;
    int retryAt = 0;
    while (character < candidate.length()) {
      if (part < parts.size() && parts.get(part).isStar) {
        afterStar = ++part;
        retryAt = character;
      } else if (part < parts.size() && parts.get(part).takes.test(candidate.charAt(character))) {
        part++;
        character++;
      } else if (afterStar >= 0) {
        part = afterStar;
        character = ++retryAt;
      } else {
        return false;
      }
    }
    return parts.subList(part, parts.size()).stream().allMatch(Part::isStar);
  }

  /** Whether there may be a text that both take; two sets of characters count as if there were. */
  boolean overlaps(Glob other) {
    boolean[][] fits = new boolean[parts.size() + 1][other.parts.size() + 1];
    fits[parts.size()][other.parts.size()] = true;
    for (int mine = parts.size(); mine >= 0; mine--) {
      for (int its = other.parts.size(); its >= 0; its--) {
        fits[mine][its] |= fitsFrom(other, mine, its, fits);
      }
    }
    return fits[0][0];
  }

  private boolean fitsFrom(Glob other, int mine, int its, boolean[][] fits) {
    boolean hasMine = mine < parts.size();
    boolean hasIts = its < other.parts.size();
    boolean skipsMine = hasMine && parts.get(mine).isStar;
    boolean skipsIts = hasIts && other.parts.get(its).isStar;
    if (skipsMine && (fits[mine + 1][its] || hasIts && fits[mine][its + 1])
        || skipsIts && (fits[mine][its + 1] || hasMine && fits[mine + 1][its])) {
      return true;
    }
    return hasMine
        && hasIts
        && fits[mine + 1][its + 1]
        && parts.get(mine).mayMeet(other.parts.get(its));
  }

  @Override
  public String toString() {
    return text;
  }
}
