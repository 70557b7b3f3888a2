package io.carillon.http.analytics.store;

import io.carillon.http.analytics.store.AnalyticsStore.HeatPoint;
import io.carillon.http.analytics.store.TrackedEvent.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where was clicked, for seven days. Bounded by count: beyond it the oldest click is forgotten. Not
 * thread-safe.
 */
final class ClickLog {
  private static final Duration KEPT = Duration.ofDays(7);
  private static final Comparator<HeatPoint> HOTTEST_FIRST =
      Comparator.comparingLong(HeatPoint::count)
          .reversed()
          .thenComparingLong(heat -> heat.at().y())
          .thenComparingLong(heat -> heat.at().x());

  private record Click(Point at, String page, Instant when) {}

  private final int most;
  private final Deque<Click> clicks = new ArrayDeque<>();

  ClickLog(int most) {
    this.most = most;
  }

  void add(Point at, String page, Instant now) {
    clicks.addLast(new Click(at, page, now));
    Instant oldest = now.minus(KEPT);
    while (clicks.size() > most || !clicks.isEmpty() && clicks.peekFirst().when.isBefore(oldest)) {
      clicks.removeFirst();
    }
  }

  List<HeatPoint> heat(Optional<String> page, Instant since) {
    Map<Point, Long> counts = new HashMap<>();
    Iterator<Click> newestFirst = clicks.descendingIterator();
    while (newestFirst.hasNext()) {
      Click click = newestFirst.next();
      boolean isWanted =
          !click.when.isBefore(since) && (page.isEmpty() || page.get().equals(click.page));
      if (isWanted) {
        counts.merge(click.at, 1L, Long::sum);
      }
    }
    return hottestFirst(counts);
  }

  /** The places by how often they were clicked. */
  static List<HeatPoint> hottestFirst(Map<Point, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> new HeatPoint(entry.getKey(), entry.getValue()))
        .sorted(HOTTEST_FIRST)
        .toList();
  }
}
