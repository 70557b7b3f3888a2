package io.carillon.http.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carillon.engine.protocol.analytics.AnalyticsEvent;
import io.carillon.engine.protocol.analytics.AnalyticsStats;
import io.carillon.http.analytics.store.AnalyticsStore.HeatPoint;
import io.carillon.http.analytics.store.AnalyticsStore.LetterStats;
import io.carillon.http.analytics.store.AnalyticsStore.LettersOfDay;
import io.carillon.http.analytics.store.AnalyticsStore.PeriodStats;
import io.carillon.http.analytics.store.AnalyticsStore.ThemeViews;
import io.carillon.http.analytics.store.TrackedEvent.Details;
import io.carillon.http.analytics.store.TrackedEvent.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store promises; an adapter's test extends it. */
abstract class AnalyticsStoreContract {
  /** A Monday. */
  static final Instant NOON = Instant.parse("2025-12-08T12:00:00Z");

  AnalyticsStore store;

  /** An empty store that remembers at least a thousand of everything. */
  abstract AnalyticsStore create();

  @BeforeEach
  void begin() {
    store = create();
  }

  static <T> T answer(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static UUID visitor(int number) {
    return new UUID(7, number);
  }

  static TrackedEvent event(String type, int visitor, Instant at, Details details) {
    return event(type, visitor, at, "/cv", details);
  }

  static TrackedEvent event(String type, int visitor, Instant at, String page, Details details) {
    AnalyticsEvent event =
        new AnalyticsEvent(
            type, visitor(visitor), at, page, Optional.of("{\"n\":" + visitor + "}"));
    return new TrackedEvent(UUID.randomUUID(), event, "", "", details);
  }

  static TrackedEvent pageView(int visitor, Instant at) {
    return event("page_view", visitor, at, Details.NONE);
  }

  static TrackedEvent theme(String theme) {
    return event(
        "cv_theme_change",
        1,
        NOON,
        new Details(Optional.of(theme), Optional.empty(), Optional.empty()));
  }

  static TrackedEvent letter(int visitor, Instant at, String type) {
    return event(
        "letter_generate",
        visitor,
        at,
        new Details(Optional.empty(), Optional.of(type), Optional.empty()));
  }

  static TrackedEvent click(long x, long y, String page, Instant at) {
    return event(
        "button_click",
        1,
        at,
        page,
        new Details(Optional.empty(), Optional.empty(), Optional.of(new Point(x, y))));
  }

  boolean record(TrackedEvent event) {
    return answer(store.record(event)).isNewVisitor();
  }

  @Test
  void beginsWithZeros() {
    assertThat(answer(store.realtime(NOON))).isEqualTo(new AnalyticsStats(0, 0, 0, 0, NOON));
    assertThat(answer(store.stats(Period.WEEK, NOON)))
        .isEqualTo(new PeriodStats(Period.WEEK, "2025-W50", 0, 0, 0));
    assertThat(answer(store.stats(Period.WEEK, NOON)).conversionRate()).isZero();
    assertThat(answer(store.themes(5))).isEmpty();
    assertThat(answer(store.timeline(50, 0))).isEmpty();
    assertThat(answer(store.heatmap(Optional.empty(), Instant.EPOCH))).isEmpty();
  }

  @Test
  void countsEventsVisitorsAndLettersOfToday() {
    record(pageView(1, NOON));
    record(pageView(1, NOON));
    record(letter(2, NOON, "motivation"));

    assertThat(answer(store.realtime(NOON))).isEqualTo(new AnalyticsStats(2, 2, 3, 1, NOON));
  }

  @Test
  void aVisitorIsCurrentForFiveMinutesAfterHisOwnLastEvent() {
    record(pageView(1, NOON));
    record(pageView(2, NOON.plusSeconds(200)));

    assertThat(currentVisitors(NOON.plusSeconds(299))).isEqualTo(2);
    assertThat(currentVisitors(NOON.plusSeconds(300))).isEqualTo(1);
    assertThat(currentVisitors(NOON.plusSeconds(500))).isZero();
  }

  private long currentVisitors(Instant now) {
    return answer(store.realtime(now)).currentVisitors();
  }

  @Test
  void anEventProlongsOnlyTheStayOfItsVisitor() {
    record(pageView(1, NOON));
    for (int second = 60; second <= 600; second += 60) {
      record(pageView(2, NOON.plusSeconds(second)));
    }

    assertThat(currentVisitors(NOON.plusSeconds(600))).isEqualTo(1);
  }

  @Test
  void saysWhetherAVisitorIsNew() {
    assertThat(record(pageView(1, NOON))).isTrue();
    assertThat(record(pageView(1, NOON.plusSeconds(299)))).isFalse();
    assertThat(record(pageView(1, NOON.plusSeconds(599)))).isTrue();
    assertThat(record(pageView(2, NOON.plusSeconds(599)))).isTrue();
  }

  @Test
  void theDayEndsAtMidnightUtc() {
    Instant last = Instant.parse("2025-12-08T23:59:59.999Z");
    record(pageView(1, last));

    assertThat(answer(store.realtime(last)).totalEvents()).isEqualTo(1);
    Instant midnight = Instant.parse("2025-12-09T00:00:00Z");
    assertThat(answer(store.realtime(midnight)))
        .isEqualTo(new AnalyticsStats(1, 0, 0, 0, midnight));
    assertThat(answer(store.stats(Period.WEEK, midnight)).totalEvents()).isEqualTo(1);
  }

  @Test
  void theWeekIsThatOfIso() {
    record(pageView(1, Instant.parse("2024-12-30T00:00:00Z")));
    record(pageView(2, Instant.parse("2025-01-05T23:59:59Z")));
    record(pageView(3, Instant.parse("2025-01-06T00:00:00Z")));

    assertThat(answer(store.stats(Period.WEEK, Instant.parse("2025-01-01T00:00:00Z"))))
        .isEqualTo(new PeriodStats(Period.WEEK, "2025-W01", 2, 0, 2));
    assertThat(answer(store.stats(Period.MONTH, Instant.parse("2025-01-31T00:00:00Z"))))
        .isEqualTo(new PeriodStats(Period.MONTH, "2025-01", 2, 0, 2));
  }

  @Test
  void theConversionRateIsLettersByVisitors() {
    record(letter(1, NOON, "motivation"));
    for (int i = 2; i <= 4; i++) {
      record(pageView(i, NOON));
    }

    assertThat(answer(store.stats(Period.DAY, NOON)).conversionRate()).isEqualTo(0.25);
  }

  @ParameterizedTest
  @EnumSource(Period.class)
  void visitorsAreCountedWithinAFewPerCent(Period period) {
    for (int i = 0; i < 20_000; i++) {
      record(pageView(i, NOON));
      record(pageView(i, NOON));
    }

    assertThat(answer(store.stats(period, NOON)).uniqueVisitors())
        .isCloseTo(20_000, within(20_000 * 3 / 100L));
    assertThat(answer(store.stats(period, NOON)).totalEvents()).isEqualTo(40_000);
  }

  @Test
  void fewVisitorsAreCountedExactly() {
    for (int i = 0; i < 100; i++) {
      record(pageView(i, NOON));
      assertThat(answer(store.stats(Period.DAY, NOON)).uniqueVisitors()).isEqualTo(i + 1);
    }
  }

  @Test
  void lettersAreToldByTypeAndDay() {
    record(letter(1, NOON, "motivation"));
    record(letter(1, NOON.plus(Duration.ofDays(2)), "anti_motivation"));
    record(letter(2, NOON.plus(Duration.ofDays(2)), "haiku"));

    LetterStats letters = answer(store.letters(Period.WEEK, NOON.plus(Duration.ofDays(3))));
    assertThat(letters.all()).isEqualTo(new PeriodStats(Period.WEEK, "2025-W50", 3, 3, 2));
    assertThat(letters.motivation()).isEqualTo(1);
    assertThat(letters.antiMotivation()).isEqualTo(1);
    assertThat(letters.history())
        .containsExactly(
            new LettersOfDay(LocalDate.parse("2025-12-08"), 1),
            new LettersOfDay(LocalDate.parse("2025-12-09"), 0),
            new LettersOfDay(LocalDate.parse("2025-12-10"), 2),
            new LettersOfDay(LocalDate.parse("2025-12-11"), 0));
  }

  @Test
  void themesAreRankedByViews() {
    List.of("backend", "frontend", "backend", "ai", "data", "backend", "frontend")
        .forEach(theme -> record(theme(theme)));

    assertThat(answer(store.themes(3)))
        .containsExactly(
            new ThemeViews("backend", 3), new ThemeViews("frontend", 2), new ThemeViews("data", 1));
  }

  @Test
  void theTimelineShowsTheNewestFirst() {
    List<TrackedEvent> events = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      TrackedEvent event = pageView(i, NOON.plusSeconds(i));
      events.add(0, event);
      record(event);
    }

    assertThat(answer(store.timeline(50, 0))).isEqualTo(events);
    assertThat(answer(store.timeline(3, 2))).isEqualTo(events.subList(2, 5));
    assertThat(answer(store.timeline(50, 8))).isEqualTo(events.subList(8, 10));
    assertThat(answer(store.timeline(50, 10))).isEmpty();
  }

  @Test
  void theHeatmapCountsClicksByPlace() {
    record(click(450, 200, "/cv", NOON));
    record(click(450, 200, "/cv", NOON));
    record(click(10, 20, "/cv", NOON));
    record(click(450, 200, "/", NOON));
    record(pageView(1, NOON));

    assertThat(answer(store.heatmap(Optional.of("/cv"), NOON)))
        .containsExactly(
            new HeatPoint(new Point(450, 200), 2), new HeatPoint(new Point(10, 20), 1));
    assertThat(answer(store.heatmap(Optional.empty(), NOON)))
        .contains(new HeatPoint(new Point(450, 200), 3));
  }

  @Test
  void theHeatmapLeavesOutWhatIsOlder() {
    record(click(1, 1, "/", NOON));
    record(click(2, 2, "/", NOON.plusSeconds(1)));

    assertThat(answer(store.heatmap(Optional.empty(), NOON.plusSeconds(1))))
        .containsExactly(new HeatPoint(new Point(2, 2), 1));
  }

  @ParameterizedTest
  @EnumSource(Period.class)
  void aPeriodIsForgottenWhenItsTimeIsOver(Period period) {
    record(pageView(1, NOON));
    record(pageView(2, NOON.plus(period.kept()).minus(Duration.ofDays(1))));
    assertThat(answer(store.stats(period, NOON)).totalEvents()).isEqualTo(1);

    record(pageView(3, NOON.plus(period.kept()).plus(Duration.ofDays(32))));
    assertThat(answer(store.stats(period, NOON)).totalEvents()).isZero();
  }
}
