package io.carillon.engine.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Those that are filed in one place, each with how often.
 *
 * <p>Most places hold one, once: that one costs no map. Not thread-safe.
 */
final class Holders<M> {
  private M only;
  private Map<M, Integer> several = Map.of();

  void add(M holder) {
    if (isEmpty()) {
      only = holder;
      return;
    }
    if (only != null) {
      several = new HashMap<>();
      several.put(only, 1);
      only = null;
    }
    several.merge(holder, 1, Integer::sum);
  }

  /** Takes away one of the times it was filed. */
  void remove(M holder) {
    if (holder.equals(only)) {
      only = null;
    } else if (only == null) {
      several.computeIfPresent(holder, (same, times) -> times == 1 ? null : times - 1);
    }
  }

  boolean isEmpty() {
    return only == null && several.isEmpty();
  }

  void forEach(Consumer<M> action) {
    if (only != null) {
      action.accept(only);
    } else {
      several.keySet().forEach(action);
    }
  }
}
