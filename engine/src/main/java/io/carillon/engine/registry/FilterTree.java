package io.carillon.engine.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds, for a value by key, those whose several filters all let it pass.
 *
 * <p>A subscription is filed under every combination of a text for each of its keys, in the order
 * of the keys; finding walks the combinations of the notification that exist. A combination is cut
 * at {@link #MOST_KEYS} keys and {@link #MOST_PATHS} paths, or as many as the longest filter has
 * texts: long filters are filed first, since a long list is one of ids and a short one of kinds.
 * What was cut off is checked on what was found. So one subscription makes at most {@link
 * #MOST_KEYS} nodes for each of its texts. Not thread-safe.
 */
final class FilterTree<M> {
  private static final int MOST_KEYS = 4;
  private static final int MOST_PATHS = 16;

  private record Condition(String key, String text) {}

  /** One that is found if the filters that were cut off let the notification pass. */
  private record Entry<M>(M holder, Map<String, Set<String>> rest) {
    boolean passes(Map<String, String> values) {
      for (Map.Entry<String, Set<String>> filter : rest.entrySet()) {
        String value = values.get(filter.getKey());
        if (value == null || !filter.getValue().contains(value)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final class Node<M> {
    final Map<String, Map<String, Node<M>>> below = new HashMap<>(2);
    final Holders<Entry<M>> entries = new Holders<>();

    boolean isEmpty() {
      return below.isEmpty() && entries.isEmpty();
    }

    /** What is below by this text for this key; null if nothing is. */
    Node<M> below(Condition condition) {
      Map<String, Node<M>> byText = below.get(condition.key);
      return byText == null ? null : byText.get(condition.text);
    }

    Node<M> make(Condition condition) {
      return below
          .computeIfAbsent(condition.key, none -> new HashMap<>(2))
          .computeIfAbsent(condition.text, none -> new Node<>());
    }

    void prune(Condition condition) {
      Map<String, Node<M>> byText = below.get(condition.key);
      byText.remove(condition.text);
      if (byText.isEmpty()) {
        below.remove(condition.key);
      }
    }
  }

  private final Node<M> root = new Node<>();

  boolean isEmpty() {
    return root.isEmpty();
  }

  /** Files one; each filter must have a text. */
  void add(M holder, Map<String, Set<String>> filters) {
    TreeMap<String, Set<String>> filed = filed(filters);
    add(root, new ArrayList<>(filed.entrySet()), 0, new Entry<>(holder, rest(filters, filed)));
  }

  /** Takes away what {@link #add} filed for the same filters. */
  void remove(M holder, Map<String, Set<String>> filters) {
    TreeMap<String, Set<String>> filed = filed(filters);
    remove(root, new ArrayList<>(filed.entrySet()), 0, new Entry<>(holder, rest(filters, filed)));
  }

  /** Adds all that let the values pass. */
  void collect(Map<String, String> values, Set<M> found) {
    if (!isEmpty()) {
      List<Condition> conditions = new ArrayList<>(values.size());
      new TreeMap<>(values).forEach((key, text) -> conditions.add(new Condition(key, text)));
      collect(root, conditions, 0, values, found);
    }
  }

  private void collect(
      Node<M> node,
      List<Condition> conditions,
      int from,
      Map<String, String> values,
      Set<M> found) {
    node.entries.forEach(
        entry -> {
          if (entry.passes(values)) {
            found.add(entry.holder);
          }
        });
    for (int i = from; i < conditions.size() && !node.below.isEmpty(); i++) {
      Node<M> below = node.below(conditions.get(i));
      if (below != null) {
        collect(below, conditions, i + 1, values, found);
      }
    }
  }

  private static <M> void add(
      Node<M> node, List<Map.Entry<String, Set<String>>> filed, int depth, Entry<M> entry) {
    if (depth == filed.size()) {
      node.entries.add(entry);
      return;
    }
    String key = filed.get(depth).getKey();
    for (String text : filed.get(depth).getValue()) {
      add(node.make(new Condition(key, text)), filed, depth + 1, entry);
    }
  }

  private static <M> void remove(
      Node<M> node, List<Map.Entry<String, Set<String>>> filed, int depth, Entry<M> entry) {
    if (depth == filed.size()) {
      node.entries.remove(entry);
      return;
    }
    String key = filed.get(depth).getKey();
    for (String text : filed.get(depth).getValue()) {
      Condition condition = new Condition(key, text);
      Node<M> below = node.below(condition);
      if (below != null) {
        remove(below, filed, depth + 1, entry);
        if (below.isEmpty()) {
          node.prune(condition);
        }
      }
    }
  }

  /** Which filters make the paths; the same for equal filters. */
  private static TreeMap<String, Set<String>> filed(Map<String, Set<String>> filters) {
    List<Map.Entry<String, Set<String>>> longestFirst = new ArrayList<>(filters.entrySet());
    longestFirst.sort(
        Comparator.<Map.Entry<String, Set<String>>>comparingInt(each -> -each.getValue().size())
            .thenComparing(Map.Entry::getKey));
    TreeMap<String, Set<String>> filed = new TreeMap<>();
    int most = Math.max(MOST_PATHS, longestFirst.get(0).getValue().size());
    int paths = 1;
    for (Map.Entry<String, Set<String>> each : longestFirst) {
      int more = paths * each.getValue().size();
      if (filed.size() < MOST_KEYS && more <= most) {
        filed.put(each.getKey(), each.getValue());
        paths = more;
      }
    }
    return filed;
  }

  private static Map<String, Set<String>> rest(
      Map<String, Set<String>> filters, Map<String, Set<String>> filed) {
    if (filed.size() == filters.size()) {
      return Map.of();
    }
    Map<String, Set<String>> rest = new HashMap<>(filters);
    rest.keySet().removeAll(filed.keySet());
    return rest;
  }
}
