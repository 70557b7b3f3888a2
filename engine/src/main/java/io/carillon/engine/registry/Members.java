package io.carillon.engine.registry;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An immutable snapshot of connections, grouped by the lane that writes to them; no connection is
 * in it twice.
 *
 * <p>Shared between actors. Lanes that hold none of them have an empty group.
 */
public final class Members {
  private static final Member[] NONE = {};

  private final Member[][] byLane;
  private final int size;

  Members(Member[][] byLane) {
    this.byLane = byLane;
    int sum = 0;
    for (Member[] group : byLane) {
      sum += group.length;
    }
    this.size = sum;
  }

  /** Nobody. */
  static Members empty(int lanes) {
    Member[][] none = new Member[lanes][];
    Arrays.fill(none, NONE);
    return new Members(none);
  }

  /** The members of snapshots that have none in common. */
  static Members together(List<Members> parts, int lanes) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Member[][] all = new Member[lanes][];
    for (int lane = 0; lane < lanes; lane++) {
      int group = lane;
      all[lane] =
          parts.stream().flatMap(part -> Arrays.stream(part.byLane[group])).toArray(Member[]::new);
    }
    return new Members(all);
  }

  static Members of(Collection<Member> members, int lanes) {
    List<List<Member>> groups = new ArrayList<>(lanes);
    for (int lane = 0; lane < lanes; lane++) {
      groups.add(new ArrayList<>());
    }
    for (Member member : members) {
      groups.get(member.lane()).add(member);
    }
    return new Members(groups.stream().map(each -> each.toArray(NONE)).toArray(Member[][]::new));
  }

  public int size() {
    return size;
  }

  public int lanes() {
    return byLane.length;
  }

  /** The connections of one lane. Read only: the array is shared. */
  public Member[] lane(int lane) {
    return byLane[lane];
  }

  /** All of them, in no particular order. */
  public List<Member> toList() {
    List<Member> all = new ArrayList<>(size);
    for (Member[] group : byLane) {
      all.addAll(List.of(group));
    }
    return all;
  }

  /** Those that a broadcast goes to when the target's selection alone has found these. */
  public Members narrow(Target target) {
    boolean routeIsResolved = target.selection() instanceof Target.Everyone;
    Optional<String> route = routeIsResolved ? Optional.empty() : target.route();
    Set<ConnectionId> exclude = target.exclude();
    if (route.isEmpty() && exclude.isEmpty()) {
      return this;
    }
    return filter(
        each ->
            !exclude.contains(each.id()) && (route.isEmpty() || route.get().equals(each.route())));
  }

  /** Those that pass; the same object if all do. */
  public Members filter(Predicate<Member> keep) {
    Member[][] kept = byLane.clone();
    boolean same = true;
    for (int lane = 0; lane < kept.length; lane++) {
      kept[lane] = filter(byLane[lane], keep);
      same &= kept[lane] == byLane[lane];
    }
    return same ? this : new Members(kept);
  }

  private static Member[] filter(Member[] members, Predicate<Member> keep) {
    Member[] kept = new Member[members.length];
    int size = 0;
    for (Member each : members) {
      if (keep.test(each)) {
        kept[size++] = each;
      }
    }
    return size == members.length ? members : Arrays.copyOf(kept, size);
  }
}
