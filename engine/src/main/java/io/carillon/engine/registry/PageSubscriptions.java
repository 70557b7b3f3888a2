package io.carillon.engine.registry;

import io.carillon.engine.message.FilterValues;
import io.carillon.engine.message.Subscription;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The subscriptions to one page, by what their filters let pass. Finding costs as much as is found.
 *
 * <table>
 * <caption>Where a subscription is filed, by its filters</caption>
 * <tr><td>none</td><td>apart: it always matches</td></tr>
 * <tr><td>one</td><td>under each text, and there under the key</td></tr>
 * <tr><td>several</td><td>in a tree, for values by key; and under the texts that all filters let
 *     pass, for a single value that stands for every key</td></tr>
 * </table>
 *
 * <p>Takes only subscriptions that can match. Not thread-safe.
 */
final class PageSubscriptions<M> {
  private final Holders<M> unfiltered = new Holders<>();
  private final Map<String, Map<String, Holders<M>>> byTextAndKey = new HashMap<>();
  private final FilterTree<M> tree = new FilterTree<>();
  private final Map<String, Holders<M>> byCommonText = new HashMap<>();

  void add(M holder, Subscription subscription) {
    Map<String, Set<String>> filters = subscription.filters();
    if (filters.isEmpty()) {
      unfiltered.add(holder);
    } else if (filters.size() == 1) {
      Map.Entry<String, Set<String>> only = filters.entrySet().iterator().next();
      for (String text : only.getValue()) {
        byTextAndKey
            .computeIfAbsent(text, none -> new HashMap<>(2))
            .computeIfAbsent(only.getKey(), none -> new Holders<>())
            .add(holder);
      }
    } else {
      tree.add(holder, filters);
      for (String text : common(filters)) {
        byCommonText.computeIfAbsent(text, none -> new Holders<>()).add(holder);
      }
    }
  }

  /** Takes away what {@link #add} filed. */
  void remove(M holder, Subscription subscription) {
    Map<String, Set<String>> filters = subscription.filters();
    if (filters.isEmpty()) {
      unfiltered.remove(holder);
    } else if (filters.size() == 1) {
      Map.Entry<String, Set<String>> only = filters.entrySet().iterator().next();
      for (String text : only.getValue()) {
        removeFiltered(holder, text, only.getKey());
      }
    } else {
      tree.remove(holder, filters);
      for (String text : common(filters)) {
        remove(holder, byCommonText, text);
      }
    }
  }

  boolean isEmpty() {
    return unfiltered.isEmpty()
        && byTextAndKey.isEmpty()
        && tree.isEmpty()
        && byCommonText.isEmpty();
  }

  /** Adds all with a subscription that lets the values pass. */
  void collect(FilterValues values, Set<M> found) {
    unfiltered.forEach(found::add);
    if (values instanceof FilterValues.Single single) {
      byTextAndKey
          .getOrDefault(single.value(), Map.of())
          .values()
          .forEach(holders -> holders.forEach(found::add));
      collect(byCommonText, single.value(), found);
    } else if (values instanceof FilterValues.ByKey byKey) {
      byKey
          .values()
          .forEach((key, text) -> collect(byTextAndKey.getOrDefault(text, Map.of()), key, found));
      tree.collect(byKey.values(), found);
    }
  }

  private static <M> void collect(Map<String, Holders<M>> places, String place, Set<M> found) {
    Holders<M> holders = places.get(place);
    if (holders != null) {
      holders.forEach(found::add);
    }
  }

  private void removeFiltered(M holder, String text, String key) {
    Map<String, Holders<M>> byKey = byTextAndKey.get(text);
    if (byKey != null) {
      remove(holder, byKey, key);
      if (byKey.isEmpty()) {
        byTextAndKey.remove(text);
      }
    }
  }

  private static <M> void remove(M holder, Map<String, Holders<M>> places, String place) {
    Holders<M> holders = places.get(place);
    if (holders != null) {
      holders.remove(holder);
      if (holders.isEmpty()) {
        places.remove(place);
      }
    }
  }

  private static Set<String> common(Map<String, Set<String>> filters) {
    Set<String> common = null;
    for (Set<String> texts : filters.values()) {
      if (common == null) {
        common = new HashSet<>(texts);
      } else {
        common.retainAll(texts);
      }
    }
    return common;
  }
}
