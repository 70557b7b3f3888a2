package io.carillon.engine.label;

import java.util.ArrayList;
import java.util.List;

/**
 * A tag name in which each {@code *} stands for any text, also none, as in {@code group_*_eu}.
 *
 * <p>Matching takes time linear in the pattern and the tag, whatever they look like. Immutable.
 */
public final class TagPattern {
  private static final char ANY = '*';

  private final String text;
  private final boolean literal;
  private final String prefix;
  private final String suffix;
  private final List<Needle> middle;

  TagPattern(String text) {
    this.text = text;
    this.literal = text.indexOf(ANY) < 0;
    String[] pieces = text.split("\\*", -1);
    this.prefix = pieces[0];
    this.suffix = literal ? "" : pieces[pieces.length - 1];
    List<Needle> needles = new ArrayList<>();
    for (int i = 1; i < pieces.length - 1; i++) {
      if (!pieces[i].isEmpty()) {
        needles.add(new Needle(pieces[i]));
      }
    }
    this.middle = List.copyOf(needles);
  }

  /** Whether there is no wildcard in it: it matches the tag of this name only. */
  public boolean isLiteral() {
    return literal;
  }

  /** Whether it matches every tag. */
  public boolean matchesAll() {
    return !literal && prefix.isEmpty() && suffix.isEmpty() && middle.isEmpty();
  }

  /** What every matching tag begins with; all of it if there is no wildcard. */
  public String prefix() {
    return prefix;
  }

  /** Whether a tag of this name matches. */
  public boolean matches(String tag) {
    if (literal) {
      return text.equals(tag);
    }
    int end = tag.length() - suffix.length();
    int from = prefix.length();
    if (from > end || !tag.startsWith(prefix) || !tag.endsWith(suffix)) {
      return false;
    }
    for (Needle each : middle) {
      from = each.endIn(tag, from, end);
      if (from < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TagPattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }

  /** A text to look for without ever stepping back (Knuth, Morris, Pratt). */
  private static final class Needle {
    private final String text;
    private final int[] borders;

    Needle(String text) {
      this.text = text;
      this.borders = new int[text.length()];
      int border = 0;
      for (int i = 1; i < borders.length; i++) {
        border = extend(border, text.charAt(i));
        borders[i] = border;
      }
    }

    /** Where the first occurrence within {@code [from, end)} ends; -1 if there is none. */
    int endIn(String haystack, int from, int end) {
      int matched = 0;
      for (int i = from; i < end; i++) {
        matched = extend(matched, haystack.charAt(i));
        if (matched == borders.length) {
          return i + 1;
        }
      }
      return -1;
    }

    private int extend(int matched, char next) {
      int length = matched;
      while (length > 0 && text.charAt(length) != next) {
        length = borders[length - 1];
      }
      return text.charAt(length) == next ? length + 1 : length;
    }
  }
}
