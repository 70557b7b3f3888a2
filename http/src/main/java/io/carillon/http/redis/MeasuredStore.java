package io.carillon.http.redis;

import io.carillon.engine.protocol.analytics.AnalyticsStats;
import io.carillon.http.analytics.store.AnalyticsStore;
import io.carillon.http.analytics.store.Period;
import io.carillon.http.analytics.store.TrackedEvent;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Notes how long a store takes, whether or not it can answer. */
record MeasuredStore(AnalyticsStore store, Metrics metrics) implements AnalyticsStore {

  @Override
  public CompletionStage<Recorded> record(TrackedEvent event) {
    long began = System.nanoTime();
    return measured("record", began, store.record(event));
  }

  @Override
  public CompletionStage<AnalyticsStats> realtime(Instant now) {
    long began = System.nanoTime();
    return measured("realtime", began, store.realtime(now));
  }

  @Override
  public CompletionStage<PeriodStats> stats(Period period, Instant now) {
    long began = System.nanoTime();
    return measured("stats", began, store.stats(period, now));
  }

  @Override
  public CompletionStage<LetterStats> letters(Period period, Instant now) {
    long began = System.nanoTime();
    return measured("letters", began, store.letters(period, now));
  }

  @Override
  public CompletionStage<List<ThemeViews>> themes(int most) {
    long began = System.nanoTime();
    return measured("themes", began, store.themes(most));
  }

  @Override
  public CompletionStage<List<TrackedEvent>> timeline(int limit, int offset) {
    long began = System.nanoTime();
    return measured("timeline", began, store.timeline(limit, offset));
  }

  @Override
  public CompletionStage<List<HeatPoint>> heatmap(Optional<String> page, Instant since) {
    long began = System.nanoTime();
    return measured("heatmap", began, store.heatmap(page, since));
  }

  private <T> CompletionStage<T> measured(String operation, long began, CompletionStage<T> answer) {
    return answer.whenComplete(
        (result, failure) ->
            metrics.took(
                MeterName.REDIS_OPERATION_DURATION,
                Duration.ofNanos(System.nanoTime() - began),
                operation));
  }
}
