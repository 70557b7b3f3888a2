package io.carillon.http.analytics;

import io.carillon.engine.protocol.analytics.AnalyticsStats;
import io.carillon.http.analytics.store.AnalyticsStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Reads a store's figures as they are now, within a time of the reader's choice.
 *
 * @param clock says when now is
 */
record StatsReading(AnalyticsStore store, InstantSource clock) {

  /** The figures; fails if they do not come in time, and never throws. */
  CompletableFuture<AnalyticsStats> read(Duration within) {
    try {
      return store
          .realtime(clock.instant())
          .toCompletableFuture()
          .copy()
          .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
