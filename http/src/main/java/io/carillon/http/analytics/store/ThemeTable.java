package io.carillon.http.analytics.store;

import io.carillon.http.analytics.store.AnalyticsStore.ThemeViews;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How often each theme was chosen. Bounded by count: a theme that would exceed it takes the place
 * of the one chosen least often and begins at 1, so that what is chosen often stays. Not
 * thread-safe.
 */
final class ThemeTable {
  private static final Comparator<ThemeViews> MOST_VIEWED_FIRST =
      Comparator.comparingLong(ThemeViews::views).thenComparing(ThemeViews::theme).reversed();

  private final int most;
  private final Map<String, Long> views = new HashMap<>();

  ThemeTable(int most) {
    this.most = most;
  }

  void choose(String theme) {
    if (views.size() >= most && !views.containsKey(theme)) {
      all().max(MOST_VIEWED_FIRST).ifPresent(least -> views.remove(least.theme()));
    }
    views.merge(theme, 1L, Long::sum);
  }

  List<ThemeViews> top(int count) {
    return all().sorted(MOST_VIEWED_FIRST).limit(count).toList();
  }

  private Stream<ThemeViews> all() {
    return views.entrySet().stream().map(entry -> new ThemeViews(entry.getKey(), entry.getValue()));
  }
}
