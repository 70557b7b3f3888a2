package io.carillon.engine.label;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sets combined: in this one or not, in all of these, in any of these. Negation is only at the
 * leaves.
 *
 * <p>Parts are ordered largest first, so that whoever works through them one after the other keeps
 * few intermediate results. Immutable; as deep as the expression alternates between {@code &} and
 * {@code |}, which is a third of its length at most.
 */
public sealed interface Formula {

  /** How many leaves there are. */
  int size();

  /** Whether who is in none of the sets cannot match, so that nobody else need be looked at. */
  boolean isBounded();

  /**
   * In a set, or not in it.
   *
   * @param set its number, from 0
   */
  record Holds(int set, boolean negated) implements Formula {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public boolean isBounded() {
      return !negated;
    }
  }

  /** In every part. */
  record All(List<Formula> parts, int size, boolean isBounded) implements Formula {}

  /** In at least one part. */
  record Any(List<Formula> parts, int size, boolean isBounded) implements Formula {}

  /** In all of these, at least one. */
  static Formula all(List<Formula> parts) {
    return new All(largestFirst(parts), total(parts), parts.stream().anyMatch(Formula::isBounded));
  }

  /** In any of these, at least one. */
  static Formula any(List<Formula> parts) {
    return new Any(largestFirst(parts), total(parts), parts.stream().allMatch(Formula::isBounded));
  }

  /** In any of the first {@code sets} sets, at least one. */
  static Formula anyOfFirst(int sets) {
    return any(IntStream.range(0, sets).<Formula>mapToObj(set -> new Holds(set, false)).toList());
  }

  private static List<Formula> largestFirst(List<Formula> parts) {
    return parts.stream().sorted(Comparator.comparingInt(Formula::size).reversed()).toList();
  }

  private static int total(List<Formula> parts) {
    return parts.stream().mapToInt(Formula::size).sum();
  }
}
