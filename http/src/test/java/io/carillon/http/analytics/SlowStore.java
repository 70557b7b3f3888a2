package io.carillon.http.analytics;

import io.carillon.engine.protocol.analytics.AnalyticsStats;
import io.carillon.http.analytics.store.AnalyticsStore;
import io.carillon.http.analytics.store.Period;
import io.carillon.http.analytics.store.TrackedEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store whose figures come when the test says so; it knows nothing else. */
final class SlowStore implements AnalyticsStore {
  final Queue<CompletableFuture<AnalyticsStats>> asked = new ArrayDeque<>();

  void answer(long visitors) {
    asked.remove().complete(new AnalyticsStats(visitors, 0, 0, 0, Instant.EPOCH));
  }

  void fail() {
    asked.remove().completeExceptionally(new IllegalStateException("for the test"));
  }

  @Override
  public CompletionStage<AnalyticsStats> realtime(Instant now) {
    CompletableFuture<AnalyticsStats> answer = new CompletableFuture<>();
    asked.add(answer);
    return answer;
  }

  @Override
  public CompletionStage<Recorded> record(TrackedEvent event) {
    return unknown();
  }

  @Override
  public CompletionStage<PeriodStats> stats(Period period, Instant now) {
    return unknown();
  }

  @Override
  public CompletionStage<LetterStats> letters(Period period, Instant now) {
    return unknown();
  }

  @Override
  public CompletionStage<List<ThemeViews>> themes(int most) {
    return unknown();
  }

  @Override
  public CompletionStage<List<TrackedEvent>> timeline(int limit, int offset) {
    return unknown();
  }

  @Override
  public CompletionStage<List<HeatPoint>> heatmap(Optional<String> page, Instant since) {
    return unknown();
  }

  private static <T> CompletionStage<T> unknown() {
    return CompletableFuture.failedFuture(new IllegalStateException("for the test"));
  }
}
