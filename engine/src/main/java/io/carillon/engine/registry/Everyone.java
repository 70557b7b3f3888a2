package io.carillon.engine.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every member of the node, apart by listener.
 *
 * <p>With one listener, which is the common case, its membership is the node's; with several, a
 * snapshot of all is put together once after each change. One entry for each name of a listener
 * that ever had a connection. Owned by one actor.
 */
final class Everyone {
  private final int lanes;
  private final Map<String, Membership> byListener = new HashMap<>();
  private Members snapshot;
  private int size;

  Everyone(int lanes) {
    this.lanes = lanes;
  }

  void add(String listener, Member member) {
    Membership members = byListener.computeIfAbsent(listener, name -> new Membership(lanes));
    if (members.add(member)) {
      size++;
      snapshot = null;
    }
  }

  void remove(Member member) {
    for (Membership members : byListener.values()) {
      if (members.remove(member)) {
        size--;
        snapshot = null;
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
      List<Members> parts = new ArrayList<>();
      for (Membership members : byListener.values()) {
        if (!members.isEmpty()) {
          parts.add(members.snapshot());
        }
      }
      snapshot = Members.together(parts, lanes);
    }
    return snapshot;
  }

  /** Those of one listener. */
  Members snapshot(String listener) {
    Membership members = byListener.get(listener);
    return members == null ? Members.empty(lanes) : members.snapshot();
  }
}
