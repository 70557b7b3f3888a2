package io.carillon.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsTest {
  private final AtomicLong nanos = new AtomicLong(7);
  private final Metrics metrics = new Metrics(nanos::get);

  private String scraped() {
    try {
      return metrics.scrape().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(MeterName.class)
  void everyMeterIsShownByItsName(MeterName name) {
    String[] values = name.tags().toArray(String[]::new);
    switch (name.kind()) {
      case COUNTER -> metrics.count(name, values);
      case HISTOGRAM -> metrics.took(name, Duration.ofMillis(7), values);
      case GAUGE -> {
        if (name.tags().isEmpty()) {
          metrics.gauge(name, () -> 1);
        } else {
          metrics.gauges(name, Map.of("one", 1L));
        }
      }
    }

    String kind = name.kind().name().toLowerCase(Locale.ROOT);
    assertThat(scraped())
        .contains("# HELP " + name.text() + " " + name.description() + "\n")
        .contains("# TYPE " + name.text() + " " + kind + "\n")
        .contains("\n" + name.text());
  }

  @Test
  void countsByTag() {
    metrics.count(MeterName.EVENTS, "page_view");
    metrics.count(MeterName.EVENTS, "page_view");
    metrics.count(MeterName.EVENTS, "say \"hi\"\n");

    assertThat(scraped())
        .contains("\nmaicivy_events_total{event_type=\"page_view\"} 2.0\n")
        .contains("\nmaicivy_events_total{event_type=\"say \\\"hi\\\"\\n\"} 1.0\n");
  }

  @Test
  void keepsAHundredValuesOfATagApart() {
    for (int i = 0; i < 5_000; i++) {
      metrics.count(MeterName.EVENTS, "type " + i);
    }
    metrics.count(MeterName.EVENTS, "type 99");

    assertThat(scraped())
        .contains("{event_type=\"type 0\"} 1.0\n")
        .contains("{event_type=\"type 99\"} 2.0\n")
        .contains("{event_type=\"other\"} 4900.0\n")
        .doesNotContain("{event_type=\"type 100\"}");
  }

  /** As whoever may send events can. */
  private void fillUp() {
    for (int i = 0; i < 200; i++) {
      metrics.count(MeterName.EVENTS, "invented " + i);
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void expectedValuesHaveTheirPlaceWhateverCameBefore() {
    metrics.expect(MeterName.EVENTS, Set.of("page_view", "pdf_download"));
    fillUp();
    pass(Duration.ofDays(1));
    fillUp();
    metrics.count(MeterName.EVENTS, "page_view");

    assertThat(scraped())
        .contains("{event_type=\"page_view\"} 1.0\n")
        .contains("{event_type=\"invented 97\"}")
        .doesNotContain("{event_type=\"invented 98\"}");
  }

  @Test
  void aValueThatWasNotCountedForAnHourGivesItsPlaceToANewOne() {
    fillUp();
    pass(Duration.ofMinutes(59));
    metrics.count(MeterName.EVENTS, "invented 0");
    metrics.count(MeterName.EVENTS, "too early");
    pass(Duration.ofMinutes(1));
    metrics.count(MeterName.EVENTS, "new");

    assertThat(scraped())
        .contains("{event_type=\"invented 0\"} 2.0\n")
        .contains("{event_type=\"invented 2\"} 1.0\n")
        .contains("{event_type=\"new\"} 1.0\n")
        .contains("{event_type=\"other\"} 101.0\n")
        .doesNotContain("{event_type=\"invented 1\"}")
        .doesNotContain("{event_type=\"too early\"}");
  }

  @Test
  void aValueThatComesBackBeginsAnew() {
    fillUp();
    pass(Duration.ofHours(1));
    metrics.count(MeterName.EVENTS, "new");
    metrics.count(MeterName.EVENTS, "invented 0");

    assertThat(scraped())
        .contains("{event_type=\"invented 0\"} 1.0\n")
        .doesNotContain("{event_type=\"invented 1\"}");
  }

  @Test
  void whatIsAskedForWhenShownKeepsItsPlace() {
    metrics.counter(MeterName.EVENTS, () -> 5, "made once");
    pass(Duration.ofDays(1));
    fillUp();
    pass(Duration.ofDays(1));
    fillUp();

    assertThat(scraped()).contains("{event_type=\"made once\"} 5.0\n");
  }

  @Test
  void cutsLongValues() {
    metrics.count(MeterName.EVENTS, "x".repeat(10_000));

    assertThat(scraped()).contains("{event_type=\"" + "x".repeat(100) + "\"} 1.0\n");
  }

  @Test
  void sortsDurationsIntoBuckets() {
    metrics.took(
        MeterName.REQUEST_DURATION, Duration.ofMillis(7), "/api/v1/analytics/stats", "GET", "200");

    assertThat(scraped())
        .contains("status=\"200\",le=\"0.005\"} 0\n")
        .contains("status=\"200\",le=\"0.01\"} 1\n")
        .contains("status=\"200\",le=\"+Inf\"} 1\n");
  }

  @Test
  void showsGaugesAsTheyStand() {
    AtomicInteger open = new AtomicInteger();
    metrics.gauge(MeterName.WEBSOCKET_CONNECTIONS, open::get);
    assertThat(scraped()).contains("\nmaicivy_websocket_connections 0.0\n");

    open.set(7);
    System.gc();
    assertThat(scraped()).contains("\nmaicivy_websocket_connections 7.0\n");
  }

  @Test
  void forgetsGaugesThatAreNotAmongTheValuesAnyMore() {
    metrics.gauges(MeterName.THEME_VIEWS, Map.of("a", 1L, "b", 2L));
    metrics.gauges(MeterName.THEME_VIEWS, Map.of("b", 3L));

    assertThat(scraped()).contains("{theme=\"b\"} 3.0\n").doesNotContain("theme=\"a\"");
  }

  @Test
  void forgetsDurationsUnderValuesThatAreGoneAndHasRoomForOthers() {
    for (int i = 0; i < TagValues.MOST; i++) {
      metrics.took(MeterName.NODE_LAG, Duration.ofMillis(7), "peer " + i);
    }
    metrics.keepOnly(MeterName.NODE_LAG, Set.of("peer 7"));
    metrics.took(MeterName.NODE_LAG, Duration.ofMillis(7), "a new peer");

    assertThat(scraped())
        .contains("carillon_node_lag_seconds_count{peer=\"peer 7\"} 1\n")
        .contains("carillon_node_lag_seconds_count{peer=\"a new peer\"} 1\n")
        .doesNotContain("peer=\"peer 8\"", "peer=\"other\"");
  }

  @Test
  void readsFiguresBeforeItShowsThem() {
    AtomicInteger value = new AtomicInteger();
    metrics.gauge(MeterName.CURRENT_VISITORS, value::get);
    metrics.beforeEachScrape(() -> CompletableFuture.runAsync(() -> value.set(12)));

    assertThat(scraped()).contains("\nmaicivy_current_visitors 12.0\n");
  }

  @Test
  void showsTheRestWhenFiguresCannotBeRead() {
    metrics.count(MeterName.VISITORS);
    metrics.beforeEachScrape(CompletableFuture::new);
    metrics.beforeEachScrape(
        () -> {
          throw new IllegalStateException("for the test");
        });
    metrics.beforeEachScrape(
        () -> CompletableFuture.failedFuture(new IllegalStateException("for the test")));

    assertThat(scraped()).contains("\nmaicivy_visitors_total 1.0\n");
  }
}
