package io.carillon.engine.registry;

import io.carillon.engine.label.Formula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds who matches a formula over snapshots, with sets of connections as bits by their slots.
 *
 * <p>Costs as much as the snapshots that the formula names, and, where it cannot do without, as
 * everyone; besides a pass over the bits, 125 KB for a million connections, for each part.
 */
final class Evaluation {
  private final List<List<Members>> sets;
  private final Members everyone;
  private int slots;

  /**
   * Prepares for formulas over these sets.
   *
   * @param sets by their numbers; who is in any snapshot of a set is in the set
   * @param everyone only needed, else null, for formulas that are not bounded
   */
  Evaluation(List<List<Members>> sets, Members everyone) {
    this.sets = sets;
    this.everyone = everyone;
  }

  /** Who matches, each once. */
  Members matching(Formula formula, int lanes) {
    List<Members> cover = cover(formula);
    slots = 1 + highestSlot(cover);
    BitSet bits = bits(formula);
    if (cover.size() == 1) {
      return cover.get(0).filter(each -> bits.get(each.slot()));
    }
    Member[][] byLane = new Member[lanes][];
    for (int lane = 0; lane < lanes; lane++) {
      byLane[lane] = takeOut(bits, cover, lane);
    }
    return new Members(byLane);
  }

  /** Whose bit is set, each once; the bits are cleared. */
  private static Member[] takeOut(BitSet bits, List<Members> cover, int lane) {
    int most = cover.stream().mapToInt(members -> members.lane(lane).length).sum();
    Member[] taken = new Member[Math.min(most, bits.cardinality())];
    int size = 0;
    for (Members members : cover) {
      for (Member each : members.lane(lane)) {
        if (bits.get(each.slot())) {
          bits.clear(each.slot());
          taken[size++] = each;
        }
      }
    }
    return Arrays.copyOf(taken, size);
  }

  /** Snapshots that nobody who matches is outside of, few if possible; null if unknown. */
  private List<Members> cover(Formula formula) {
    if (formula instanceof Formula.Holds holds) {
      return holds.negated() ? wholeCover() : sets.get(holds.set());
    }
    return formula instanceof Formula.All all
        ? smallestCover(all.parts())
        : unitedCover(((Formula.Any) formula).parts());
  }

  private List<Members> wholeCover() {
    return everyone == null ? null : List.of(everyone);
  }

  private List<Members> smallestCover(List<Formula> parts) {
    List<Members> smallest = null;
    for (Formula part : parts) {
      List<Members> cover = cover(part);
      if (smallest == null || (cover != null && size(cover) < size(smallest))) {
        smallest = cover;
      }
    }
    return smallest;
  }

  private List<Members> unitedCover(List<Formula> parts) {
    List<Members> united = new ArrayList<>();
    for (Formula part : parts) {
      List<Members> cover = cover(part);
      if (cover == null || (everyone != null && cover.contains(everyone))) {
        return cover;
      }
      united.addAll(cover);
    }
    return united;
  }

  private static long size(List<Members> cover) {
    return cover.stream().mapToLong(Members::size).sum();
  }

  private static int highestSlot(List<Members> cover) {
    int highest = -1;
    for (Members members : cover) {
      for (int lane = 0; lane < members.lanes(); lane++) {
        for (Member each : members.lane(lane)) {
          highest = Math.max(highest, each.slot());
        }
      }
    }
    return highest;
  }

  /** Right for every slot of the cover; the others mean nothing. */
  private BitSet bits(Formula formula) {
    if (formula instanceof Formula.Holds holds) {
      return bits(holds);
    }
    return formula instanceof Formula.All all
        ? intersection(all.parts())
        : union(((Formula.Any) formula).parts());
  }

  private BitSet bits(Formula.Holds holds) {
    BitSet bits = new BitSet(slots);
    change(bits, holds.set(), true);
    if (holds.negated()) {
      bits.flip(0, slots);
    }
    return bits;
  }

  private BitSet intersection(List<Formula> parts) {
    BitSet bits = bits(parts.get(0));
    for (Formula part : parts.subList(1, parts.size())) {
      if (part instanceof Formula.Holds holds && holds.negated()) {
        change(bits, holds.set(), false);
      } else {
        bits.and(bits(part));
      }
    }
    return bits;
  }

  private BitSet union(List<Formula> parts) {
    BitSet bits = bits(parts.get(0));
    for (Formula part : parts.subList(1, parts.size())) {
      if (part instanceof Formula.Holds holds && !holds.negated()) {
        change(bits, holds.set(), true);
      } else {
        bits.or(bits(part));
      }
    }
    return bits;
  }

  private void change(BitSet bits, int set, boolean to) {
    for (Members members : sets.get(set)) {
      for (int lane = 0; lane < members.lanes(); lane++) {
        for (Member each : members.lane(lane)) {
          if (each.slot() < slots) {
            bits.set(each.slot(), to);
          }
        }
      }
    }
  }
}
