package io.carillon.engine.information;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression is with its repetitions written out: about the number of steps
 * that its program has.
 *
 * <p>RE2 writes repetitions out before it matches, and the library compiles {@code
 * ((a{999}){999}){999}} until the memory is gone, so the size has to be known before. It is never
 * too small; what is no valid expression has some size, too.
 */
final class RegexSize {
  private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");
  private static final Pattern CLASS =
      Pattern.compile("\\[\\^?]?(?:\\\\.|\\[:\\^?\\w+:]|[^\\]\\\\])*+]", Pattern.DOTALL);
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[xpP]\\{\\w*}|.)", Pattern.DOTALL);

  private final Deque<Long> outside = new ArrayDeque<>();
  private final String expression;
  private final long most;
  private long sum;
  private long last;

  private RegexSize(String expression, long most) {
    this.expression = expression;
    this.most = most;
  }

  /** Whether the expression has more steps than {@code most}. */
  static boolean isOver(String expression, int most) {
    return new RegexSize(expression, most).count() > most;
  }

  private long count() {
    for (int at = 0; at < expression.length() && sum <= most; ) {
      at += step(at);
    }
    return outside.stream().mapToLong(Long::longValue).sum() + sum;
  }

  /** Takes what begins at a place; answers how long it is. */
  private int step(int at) {
    switch (expression.charAt(at)) {
      case '(' -> {
        outside.push(sum);
        sum = 0;
        last = 0;
      }
      case ')' -> {
        last = sum + 1;
        sum = last + (outside.isEmpty() ? 0 : outside.pop());
      }
      case '[' -> {
        return atom(CLASS, at);
      }
      case '\\' -> {
        return atom(ESCAPE, at);
      }
      case '{' -> {
        return repeat(at);
      }
      case '*', '+', '?', '|' -> sum++;
      default -> add();
    }
    return 1;
  }

  private void add() {
    last = 1;
    sum++;
  }

  private int atom(Pattern shape, int at) {
    add();
    MatchResult found = match(shape, at);
    return found == null ? 1 : found.end() - at;
  }

  private int repeat(int at) {
    MatchResult found = match(REPETITION, at);
    if (found == null) {
      add();
      return 1;
    }
    boolean hasUpper = found.group(2) != null && !found.group(2).isEmpty();
    long times = 1 + Math.max(number(found.group(1)), hasUpper ? number(found.group(2)) : 0);
    sum += last * times;
    last *= times;
    return found.end() - at;
  }

  private MatchResult match(Pattern shape, int at) {
    Matcher matcher = shape.matcher(expression).region(at, expression.length());
    return matcher.lookingAt() ? matcher : null;
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }
}
