package io.carillon.http.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.protocol.analytics.AnalyticsEvent;
import io.carillon.http.analytics.store.AnalyticsStore.HeatPoint;
import io.carillon.http.analytics.store.AnalyticsStore.ThemeViews;
import io.carillon.http.analytics.store.TrackedEvent.Details;
import io.carillon.http.analytics.store.TrackedEvent.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends AnalyticsStoreContract {
  @Override
  AnalyticsStore create() {
    return new MemoryStore(new StoreLimits(100_000, 1_000, 1_000, 1 << 20, 1_000));
  }

  @Test
  void forgetsTheVisitorSeenLongestAgo() {
    store = new MemoryStore(new StoreLimits(2, 10, 10, 1 << 20, 10));
    record(pageView(1, NOON));
    record(pageView(2, NOON));
    record(pageView(1, NOON));
    record(pageView(3, NOON));

    assertThat(answer(store.realtime(NOON)).currentVisitors()).isEqualTo(2);
    assertThat(answer(store.realtime(NOON)).uniqueToday()).isEqualTo(3);
    assertThat(record(pageView(1, NOON))).isFalse();
    assertThat(record(pageView(2, NOON))).isTrue();
  }

  @Test
  void aNewThemeTakesThePlaceOfTheLeastChosen() {
    store = new MemoryStore(new StoreLimits(10, 2, 10, 1 << 20, 10));
    List.of("a", "a", "b", "c").forEach(theme -> record(theme(theme)));

    assertThat(answer(store.themes(10)))
        .containsExactly(new ThemeViews("a", 2), new ThemeViews("c", 1));
  }

  @Test
  void forgetsTheOldestEventBeyondTheCount() {
    store = new MemoryStore(new StoreLimits(10, 10, 3, 1 << 20, 10));
    for (int i = 0; i < 5; i++) {
      record(pageView(i, NOON));
    }

    assertThat(answer(store.timeline(10, 0)))
        .extracting(event -> event.event().visitor())
        .containsExactly(visitor(4), visitor(3), visitor(2));
    assertThat(answer(store.realtime(NOON)).totalEvents()).isEqualTo(5);
  }

  @Test
  void forgetsTheOldestEventBeyondTheWeight() {
    store = new MemoryStore(new StoreLimits(10, 10, 1_000, 100_000, 10));
    for (int i = 0; i < 50; i++) {
      String data = "{\"x\":\"" + "y".repeat(10_000) + "\"}";
      AnalyticsEvent event =
          new AnalyticsEvent("page_view", visitor(i), NOON, "/", Optional.of(data));
      record(new TrackedEvent(UUID.randomUUID(), event, "", "", Details.NONE));
    }

    assertThat(answer(store.timeline(100, 0)))
        .extracting(event -> event.event().visitor())
        .containsExactly(visitor(49), visitor(48), visitor(47), visitor(46));
  }

  @Test
  void forgetsEventsAfterNinetyDaysAndClicksAfterSeven() {
    record(click(1, 1, "/", NOON));
    record(click(2, 2, "/", NOON.plus(Duration.ofDays(8))));
    assertThat(answer(store.heatmap(Optional.empty(), NOON)))
        .containsExactly(new HeatPoint(new Point(2, 2), 1));
    assertThat(answer(store.timeline(10, 0))).hasSize(2);

    record(pageView(1, NOON.plus(Duration.ofDays(91))));
    assertThat(answer(store.timeline(10, 0))).hasSize(2);
  }

  @Test
  void forgetsTheOldestClick() {
    store = new MemoryStore(new StoreLimits(10, 10, 10, 1 << 20, 2));
    for (int i = 0; i < 5; i++) {
      record(click(i, 0, "/", NOON));
    }

    assertThat(answer(store.heatmap(Optional.empty(), NOON)))
        .containsExactly(new HeatPoint(new Point(3, 0), 1), new HeatPoint(new Point(4, 0), 1));
  }

  @Test
  void losesNoEventOfManyThreads() {
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int visitor = thread;
      threads.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  record(pageView(visitor, NOON));
                }
              }));
    }
    threads.forEach(CompletableFuture::join);

    assertThat(answer(store.realtime(NOON)).totalEvents()).isEqualTo(8_000);
    assertThat(answer(store.realtime(NOON)).currentVisitors()).isEqualTo(8);
  }
}
