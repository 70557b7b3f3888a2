package io.carillon.http.analytics.store;

import io.carillon.engine.protocol.analytics.AnalyticsStats;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Where events are counted and kept; what any adapter promises is checked by one contract test.
 *
 * <p>Thread-safe; nothing blocks. Answers may fail, with a {@link StoreUnreachableException} if it
 * is worth asking again, and may take as long as the adapter's own timeouts allow; an event whose
 * recording failed may be counted in part, but never twice. Visitors count as different by their
 * id, give or take one per cent.
 */
public interface AnalyticsStore {
  String MOTIVATION = "motivation";
  String ANTI_MOTIVATION = "anti_motivation";

  /** The types of letters that are counted apart. */
  Set<String> LETTER_TYPES = Set.of(MOTIVATION, ANTI_MOTIVATION);

  /**
   * What came of an event.
   *
   * @param isNewVisitor whether its visitor had not been seen for five minutes
   */
  record Recorded(boolean isNewVisitor) {}

  /** What was counted in one period. */
  record PeriodStats(
      Period period, String key, long totalEvents, long lettersGenerated, long uniqueVisitors) {

    /** Letters for each visitor; 0 without visitors. */
    public double conversionRate() {
      return uniqueVisitors == 0 ? 0 : (double) lettersGenerated / uniqueVisitors;
    }
  }

  /**
   * The letters of one period.
   *
   * @param history every day from the period's first to today, also those without letters
   */
  record LetterStats(
      PeriodStats all, long motivation, long antiMotivation, List<LettersOfDay> history) {
    public LetterStats {
      history = List.copyOf(history);
    }
  }

  /** How many letters a day saw. */
  record LettersOfDay(LocalDate day, long count) {}

  /** How often a theme was chosen. */
  record ThemeViews(String theme, long views) {}

  /** How often a place was clicked. */
  record HeatPoint(TrackedEvent.Point at, long count) {}

  /** Counts an event at its own time. */
  CompletionStage<Recorded> record(TrackedEvent event);

  /** The figures of a dashboard. */
  CompletionStage<AnalyticsStats> realtime(Instant now);

  /** The figures of the period that {@code now} lies in. */
  CompletionStage<PeriodStats> stats(Period period, Instant now);

  /** The letters of the period that {@code now} lies in. */
  CompletionStage<LetterStats> letters(Period period, Instant now);

  /** The themes chosen most often, the first first; equal ones in descending order of name. */
  CompletionStage<List<ThemeViews>> themes(int most);

  /** The newest events, newest first, after leaving out {@code offset} of them. */
  CompletionStage<List<TrackedEvent>> timeline(int limit, int offset);

  /**
   * Clicks since an instant by place, the most frequent first.
   *
   * @param page only those on exactly this page; empty for all
   */
  CompletionStage<List<HeatPoint>> heatmap(Optional<String> page, Instant since);
}
