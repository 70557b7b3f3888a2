package io.carillon.http.analytics;

import io.carillon.http.analytics.store.AnalyticsStore;
import io.carillon.http.analytics.store.AnalyticsStore.ThemeViews;
import io.carillon.http.analytics.store.Period;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The meters that show what is in the store; it is read whenever Prometheus asks. */
final class StoreMeters {
  /** More than the API shows at once. */
  private static final int MOST_THEMES = 20;

  private final AnalyticsStore store;
  private final InstantSource clock;
  private final Metrics metrics;
  private volatile long currentVisitors;
  private volatile double conversionRate;

  private StoreMeters(AnalyticsStore store, InstantSource clock, Metrics metrics) {
    this.store = store;
    this.clock = clock;
    this.metrics = metrics;
  }

  static void show(AnalyticsStore store, InstantSource clock, Metrics metrics) {
    StoreMeters meters = new StoreMeters(store, clock, metrics);
    metrics.gauge(MeterName.CURRENT_VISITORS, () -> meters.currentVisitors);
    metrics.gauge(MeterName.CONVERSION_RATE, () -> meters.conversionRate);
    metrics.beforeEachScrape(meters::readVisitors);
    metrics.beforeEachScrape(meters::readConversion);
    metrics.beforeEachScrape(meters::readThemes);
  }

  private CompletionStage<Void> readVisitors() {
    return store
        .realtime(clock.instant())
        .thenAccept(stats -> currentVisitors = stats.currentVisitors());
  }

  private CompletionStage<Void> readConversion() {
    return store
        .stats(Period.DAY, clock.instant())
        .thenAccept(stats -> conversionRate = stats.conversionRate());
  }

  private CompletionStage<Void> readThemes() {
    return store.themes(MOST_THEMES).thenAccept(this::showThemes);
  }

  private void showThemes(List<ThemeViews> themes) {
    metrics.gauges(
        MeterName.THEME_VIEWS,
        themes.stream().collect(Collectors.toMap(ThemeViews::theme, ThemeViews::views)));
  }
}
