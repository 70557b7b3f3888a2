package io.carillon.engine.registry;

import io.carillon.engine.message.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Every member of the node, apart by listener and by the protocol that its route speaks.
 *
 * <p>Where all are of one kind, which is the common case, their membership is the node's; else a
 * snapshot of several is put together once after each change. One entry for each listener and
 * protocol that ever had a connection, and one for each selection that was asked for since the last
 * change: at most {@link #MOST_SELECTIONS}, beyond which the oldest is put together again. Owned by
 * one actor.
 */
final class Everyone {
  /** More than there are listeners; whoever sends may name any. */
  static final int MOST_SELECTIONS = 256;

  private record Origin(String listener, String protocol) {
    boolean isIn(Target.OnListener selection) {
      return selection.listeners().contains(listener) && !selection.besides().contains(protocol);
    }
  }

  private final int lanes;
  private final Map<Origin, Membership> byOrigin = new HashMap<>();
  private final Map<Target.OnListener, Members> selected = new LinkedHashMap<>();
  private Members snapshot;
  private int size;

  Everyone(int lanes) {
    this.lanes = lanes;
  }

  void add(String listener, String protocol, Member member) {
    Membership members =
        byOrigin.computeIfAbsent(new Origin(listener, protocol), origin -> new Membership(lanes));
    if (members.add(member)) {
      changed(1);
    }
  }

  void remove(Member member) {
    for (Membership members : byOrigin.values()) {
      if (members.remove(member)) {
        changed(-1);
        return;
      }
    }
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  Members snapshot() {
    if (snapshot == null) {
      snapshot = together(origin -> true);
    }
    return snapshot;
  }

  /** Those of these listeners. */
  Members snapshot(Target.OnListener selection) {
    Members members =
        selected.computeIfAbsent(selection, wanted -> together(each -> each.isIn(wanted)));
    if (selected.size() > MOST_SELECTIONS) {
      selected.remove(selected.keySet().iterator().next());
    }
    return members;
  }

  private Members together(Predicate<Origin> wanted) {
    List<Members> parts = new ArrayList<>();
    byOrigin.forEach(
        (origin, members) -> {
          if (!members.isEmpty() && wanted.test(origin)) {
            parts.add(members.snapshot());
          }
        });
    return Members.together(parts, lanes);
  }

  private void changed(int by) {
    size += by;
    snapshot = null;
    selected.clear();
  }
}
