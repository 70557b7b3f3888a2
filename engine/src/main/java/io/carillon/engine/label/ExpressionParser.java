package io.carillon.engine.label;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a tag expression in one pass, by operator precedence and with stacks of its own: nesting
 * costs no call depth.
 */
final class ExpressionParser {
  private static final String TAG_CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_*";

  private final String text;
  private final Map<TagPattern, Integer> patterns = new LinkedHashMap<>();
  private final Deque<Term> operands = new ArrayDeque<>();
  private final Deque<Character> operators = new ArrayDeque<>();
  private int at;

  ExpressionParser(String text) {
    this.text = text;
  }

  /**
   * What the text means.
   *
   * @throws IllegalArgumentException if it means nothing, saying where it stops to
   */
  Formula parse() {
    boolean operandDue = true;
    for (skipSpaces(); at < text.length(); skipSpaces()) {
      operandDue = operandDue ? !readOperand() : readOperator();
    }
    if (operandDue) {
      throw bad("expected a tag");
    }
    reduce(0);
    if (!operators.isEmpty()) {
      throw bad("expected )");
    }
    return operands.pop().toFormula();
  }

  /** What its formula numbers, in the order of the numbers. */
  List<TagPattern> patterns() {
    return new ArrayList<>(patterns.keySet());
  }

  /** True once an operand is whole; false behind what may come before one. */
  private boolean readOperand() {
    char next = text.charAt(at);
    if (next == '!' || next == '(') {
      operators.push(next);
      at++;
      return false;
    }
    if (!isTagCharacter(next)) {
      throw bad("expected a tag, ! or (");
    }
    TagPattern pattern = readPattern();
    push(Term.tag(patterns.computeIfAbsent(pattern, any -> patterns.size())));
    return true;
  }

  /** True if an operand has to follow. */
  private boolean readOperator() {
    char next = text.charAt(at);
    if (next == '&' || next == '|') {
      reduce(precedence(next));
      operators.push(next);
      at++;
      return true;
    }
    if (next != ')') {
      throw bad("expected &, | or )");
    }
    reduce(0);
    if (operators.isEmpty()) {
      throw bad("no ( belongs to this )");
    }
    operators.pop();
    at++;
    push(operands.pop());
    return false;
  }

  private TagPattern readPattern() {
    StringBuilder tag = new StringBuilder();
    for (; at < text.length(); skipSpaces()) {
      char next = text.charAt(at);
      if (!isTagCharacter(next)) {
        break;
      }
      boolean repeatedStar = next == '*' && !tag.isEmpty() && tag.charAt(tag.length() - 1) == '*';
      if (!repeatedStar) {
        tag.append(next);
      }
      at++;
    }
    return new TagPattern(tag.toString());
  }

  /** An operand is whole: the negations before it take hold. */
  private void push(Term operand) {
    while (!operators.isEmpty() && operators.peek() == '!') {
      operators.pop();
      operand.negate();
    }
    operands.push(operand);
  }

  /** Joins what waits for operators that bind at least as strongly, back to the last (. */
  private void reduce(int precedence) {
    while (!operators.isEmpty()
        && operators.peek() != '('
        && precedence(operators.peek()) >= precedence) {
      Term right = operands.pop();
      operands.push(Term.join(operators.pop(), operands.pop(), right));
    }
  }

  private static int precedence(char operator) {
    return operator == '&' ? 2 : 1;
  }

  private static boolean isTagCharacter(char c) {
    return TAG_CHARACTERS.indexOf(c) >= 0;
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private IllegalArgumentException bad(String expectation) {
    return new IllegalArgumentException(
        "invalid tag expression at character " + (at + 1) + ": " + expectation);
  }
}
