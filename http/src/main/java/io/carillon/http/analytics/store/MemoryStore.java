package io.carillon.http.analytics.store;

import io.carillon.engine.protocol.analytics.AnalyticsStats;
import io.carillon.http.analytics.store.PeriodLedger.Counts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Keeps everything in this process; it begins empty and is gone with the process.
 *
 * <p>Answers are complete when they are given. One lock, held for as long as it takes to count an
 * event or to copy an answer: a heatmap of all clicks, the longest, takes about a millisecond for
 * ten thousand.
 */
public final class MemoryStore implements AnalyticsStore {
  private final ActiveVisitors visitors;
  private final PeriodLedger ledger = new PeriodLedger();
  private final ThemeTable themes;
  private final EventLog events;
  private final ClickLog clicks;

  public MemoryStore(StoreLimits limits) {
    visitors = new ActiveVisitors(limits.visitors());
    themes = new ThemeTable(limits.themes());
    events = new EventLog(limits.timelineEvents(), limits.timelineBytes());
    clicks = new ClickLog(limits.heatmapClicks());
  }

  @Override
  public CompletionStage<Recorded> record(TrackedEvent event) {
    return locked(() -> new Recorded(add(event)));
  }

  private boolean add(TrackedEvent event) {
    Instant now = event.event().at();
    ledger.add(event);
    events.add(event);
    event.details().theme().ifPresent(themes::choose);
    event.details().click().ifPresent(at -> clicks.add(at, event.event().pageUrl(), now));
    return visitors.see(event.event().visitor(), now);
  }

  @Override
  public CompletionStage<AnalyticsStats> realtime(Instant now) {
    return locked(
        () -> {
          Counts today = ledger.counts(Period.DAY, Period.DAY.key(now));
          return new AnalyticsStats(
              visitors.count(now), today.visitors(), today.events(), today.letters(), now);
        });
  }

  @Override
  public CompletionStage<PeriodStats> stats(Period period, Instant now) {
    return locked(() -> read(period, now));
  }

  private PeriodStats read(Period period, Instant now) {
    String key = period.key(now);
    Counts counts = ledger.counts(period, key);
    return new PeriodStats(period, key, counts.events(), counts.letters(), counts.visitors());
  }

  @Override
  public CompletionStage<LetterStats> letters(Period period, Instant now) {
    return locked(
        () -> {
          Counts counts = ledger.counts(period, period.key(now));
          return new LetterStats(
              read(period, now), counts.motivation(), counts.antiMotivation(), days(period, now));
        });
  }

  private List<LettersOfDay> days(Period period, Instant now) {
    LocalDate today = Period.date(now);
    return period.firstDay(now).datesUntil(today.plusDays(1)).map(this::day).toList();
  }

  private LettersOfDay day(LocalDate day) {
    String key = Period.DAY.key(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    return new LettersOfDay(day, ledger.counts(Period.DAY, key).letters());
  }

  @Override
  public CompletionStage<List<ThemeViews>> themes(int most) {
    return locked(() -> themes.top(most));
  }

  @Override
  public CompletionStage<List<TrackedEvent>> timeline(int limit, int offset) {
    return locked(() -> events.newest(limit, offset));
  }

  @Override
  public CompletionStage<List<HeatPoint>> heatmap(Optional<String> page, Instant since) {
    return locked(() -> clicks.heat(page, since));
  }

  private synchronized <T> CompletionStage<T> locked(Supplier<T> question) {
    return CompletableFuture.completedFuture(question.get());
  }
}
