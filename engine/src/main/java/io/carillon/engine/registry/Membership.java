package io.carillon.engine.registry;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The members of one route, one tag or the node, and a snapshot of them that is kept until they
 * change.
 *
 * <p>Joining and leaving cost O(1); the first snapshot after a change costs O(members of the lanes
 * that changed). As large as the number of open connections, which the listeners bound. Owned by
 * one actor.
 */
final class Membership {
  private static final Member[] NONE = {};

  private final Set<Member>[] byLane;
  private final Member[][] arrays;
  private Members snapshot;
  private int size;

  Membership(int lanes) {
    byLane = newSets(lanes);
    arrays = new Member[lanes][];
  }

  boolean add(Member member) {
    boolean added = byLane[member.lane()].add(member);
    if (added) {
      changed(member, 1);
    }
    return added;
  }

  boolean remove(Member member) {
    boolean removed = byLane[member.lane()].remove(member);
    if (removed) {
      changed(member, -1);
    }
    return removed;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  Members snapshot() {
    if (snapshot == null) {
      for (int lane = 0; lane < arrays.length; lane++) {
        if (arrays[lane] == null) {
          arrays[lane] = byLane[lane].toArray(NONE);
        }
      }
      snapshot = new Members(arrays.clone());
    }
    return snapshot;
  }

  private void changed(Member member, int by) {
    size += by;
    arrays[member.lane()] = null;
    snapshot = null;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Set<Member>[] newSets(int lanes) {
    Set<Member>[] sets = new Set[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      sets[lane] = new LinkedHashSet<>();
    }
    return sets;
  }
}
