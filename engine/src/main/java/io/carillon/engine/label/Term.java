package io.carillon.engine.label;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A piece of an expression while it is read: a tag, or two pieces joined; perhaps negated. */
final class Term {
  private static final int NONE = -1;

  private final int set;
  private final boolean and;
  private final Term left;
  private final Term right;
  private boolean negated;

  private Term(int set, boolean and, Term left, Term right) {
    this.set = set;
    this.and = and;
    this.left = left;
    this.right = right;
  }

  static Term tag(int set) {
    return new Term(set, false, null, null);
  }

  static Term join(char operator, Term left, Term right) {
    return new Term(NONE, operator == '&', left, right);
  }

  void negate() {
    negated = !negated;
  }

  /** The same with negation at the leaves only (De Morgan), and like operators in one list. */
  Formula toFormula() {
    return toFormula(negated);
  }

  private Formula toFormula(boolean not) {
    if (set != NONE) {
      return new Formula.Holds(set, not);
    }
    List<Formula> parts = new ArrayList<>();
    Deque<Step> open = new ArrayDeque<>();
    open.push(new Step(right, not ^ right.negated));
    open.push(new Step(left, not ^ left.negated));
    while (!open.isEmpty()) {
      Step step = open.pop();
      Term term = step.term;
      if (term.set == NONE && (term.and ^ step.not) == (and ^ not)) {
        open.push(new Step(term.right, step.not ^ term.right.negated));
        open.push(new Step(term.left, step.not ^ term.left.negated));
      } else {
        parts.add(term.toFormula(step.not));
      }
    }
    return and ^ not ? Formula.all(parts) : Formula.any(parts);
  }

  /** A term still to be looked at, and whether it counts negated, itself included. */
  private record Step(Term term, boolean not) {}
}
