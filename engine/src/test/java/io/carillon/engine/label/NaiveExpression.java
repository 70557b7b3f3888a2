package io.carillon.engine.label;

import java.util.Random;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Tag expressions the obvious way: by recursive descent over the text, for one set of tags, with
 * regular expressions. What the real thing is compared with.
 */
public final class NaiveExpression {
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_*]+");

  private final String text;
  private final Set<String> tags;
  private int at;

  private NaiveExpression(String text, Set<String> tags) {
    this.text = text.replace(" ", "");
    this.tags = tags;
  }

  /** Whether the tags make the expression true. */
  public static boolean holds(String text, Set<String> tags) {
    return new NaiveExpression(text, tags).whole();
  }

  /** Whether it is an expression at all. */
  public static boolean isValid(String text) {
    try {
      holds(text, Set.of());
      return text.length() <= 1000;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** A random expression over short names. */
  public static String random(Random random, int depth) {
    IntPredicate once = of -> random.nextInt(of) == 0;
    String space = once.test(4) ? " " : "";
    if (depth == 0 || once.test(4)) {
      return space + tag(random);
    }
    if (once.test(4)) {
      return "!" + space + random(random, depth - 1);
    }
    String inner =
        random(random, depth - 1)
            + (random.nextBoolean() ? "&" : "|")
            + space
            + random(random, depth - 1);
    return random.nextBoolean() ? "(" + inner + ")" : inner;
  }

  private static String tag(Random random) {
    StringBuilder tag = new StringBuilder();
    IntBinaryOperator between = (least, most) -> least + random.nextInt(most - least + 1);
    for (int i = between.applyAsInt(1, 3); i > 0; i--) {
      tag.append("aab_*".charAt(random.nextInt(random.nextInt(3) == 0 ? 5 : 4)));
    }
    return tag.toString();
  }

  private boolean whole() {
    boolean value = or();
    check(at == text.length());
    return value;
  }

  private boolean or() {
    boolean value = and();
    while (skip('|')) {
      value |= and();
    }
    return value;
  }

  private boolean and() {
    boolean value = not();
    while (skip('&')) {
      value &= not();
    }
    return value;
  }

  private boolean not() {
    if (skip('!')) {
      return !not();
    }
    if (skip('(')) {
      boolean value = or();
      check(skip(')'));
      return value;
    }
    int start = at;
    while (at < text.length() && TAG.matcher(text.substring(at, at + 1)).matches()) {
      at++;
    }
    check(at > start);
    Pattern pattern = Pattern.compile(text.substring(start, at).replace("*", ".*"), Pattern.DOTALL);
    return tags.stream().anyMatch(tag -> pattern.matcher(tag).matches());
  }

  private boolean skip(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private static void check(boolean valid) {
    if (!valid) {
      throw new IllegalStateException("no expression");
    }
  }
}
