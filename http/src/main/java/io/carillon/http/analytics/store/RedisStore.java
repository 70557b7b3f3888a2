package io.carillon.http.analytics.store;

import io.carillon.clusterconfig.redis.RedisCalls;
import io.carillon.engine.protocol.analytics.AnalyticsStats;
import io.lettuce.core.Range;
import io.lettuce.core.ScoredValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keeps everything in Redis, for every node and every other program that uses the same keys; see
 * {@link RedisKeys}.
 *
 * <p>No command touches more than one key, so that it works on a Redis Cluster, too; commands of
 * one question are sent together. Nothing is sent twice: what fails, fails. Where others have put
 * something else among the events or clicks, it is counted and left out.
 */
public final class RedisStore implements AnalyticsStore {
  private final StoreCalls redis;
  private final RedisKeys keys;
  private final RedisRecording recording;
  private final Consumer<String> unreadable;

  /**
   * A store of these keys.
   *
   * @param unreadable told of each entry that an answer lacks because it is none of ours: {@code
   *     timeline} or {@code clicks}, where it was; on any thread, must not block
   */
  public RedisStore(
      RedisCalls<String> redis, RedisKeys keys, StoreLimits limits, Consumer<String> unreadable) {
    this.unreadable = unreadable;
    this.redis = new StoreCalls(redis);
    this.keys = keys;
    this.recording = new RedisRecording(this.redis, keys, limits);
  }

  @Override
  public CompletionStage<Recorded> record(TrackedEvent event) {
    return recording.record(event);
  }

  @Override
  public CompletionStage<AnalyticsStats> realtime(Instant now) {
    Range<Long> active =
        Range.from(
            Range.Boundary.excluding(now.minus(RedisRecording.ACTIVE).toEpochMilli()),
            Range.Boundary.unbounded());
    CompletionStage<Long> current =
        redis.call(commands -> commands.zcount(keys.visitors(), active));
    return current.thenCombine(
        stats(Period.DAY, now),
        (visitors, today) ->
            new AnalyticsStats(
                visitors,
                today.uniqueVisitors(),
                today.totalEvents(),
                today.lettersGenerated(),
                now));
  }

  @Override
  public CompletionStage<PeriodStats> stats(Period period, Instant now) {
    String key = period.key(now);
    CompletionStage<Long> events = number(keys.events(period, key));
    CompletionStage<Long> letters = number(keys.letters(period, key));
    CompletionStage<Long> visitors =
        redis.call(commands -> commands.pfcount(keys.unique(period, key)));
    return events
        .thenCombine(letters, (all, some) -> new PeriodStats(period, key, all, some, 0))
        .thenCombine(
            visitors,
            (counted, different) ->
                new PeriodStats(
                    period, key, counted.totalEvents(), counted.lettersGenerated(), different));
  }

  @Override
  public CompletionStage<LetterStats> letters(Period period, Instant now) {
    String key = period.key(now);
    CompletionStage<PeriodStats> all = stats(period, now);
    CompletionStage<Long> motivation = number(keys.letters(period, key, MOTIVATION));
    CompletionStage<Long> anti = number(keys.letters(period, key, ANTI_MOTIVATION));
    List<CompletionStage<LettersOfDay>> days =
        period.firstDay(now).datesUntil(Period.date(now).plusDays(1)).map(this::day).toList();
    return StoreCalls.all(List.of(all, motivation, anti, StoreCalls.all(days)))
        .thenApply(
            done ->
                new LetterStats(
                    now(all),
                    now(motivation),
                    now(anti),
                    days.stream().map(RedisStore::now).toList()));
  }

  private CompletionStage<LettersOfDay> day(LocalDate day) {
    String key = Period.DAY.key(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    return number(keys.letters(Period.DAY, key)).thenApply(count -> new LettersOfDay(day, count));
  }

  @Override
  public CompletionStage<List<ThemeViews>> themes(int most) {
    CompletionStage<List<ScoredValue<String>>> top =
        redis.call(commands -> commands.zrevrangeWithScores(keys.themes(), 0, most - 1L));
    return top.thenApply(
        themes ->
            themes.stream()
                .map(theme -> new ThemeViews(theme.getValue(), (long) theme.getScore()))
                .toList());
  }

  @Override
  public CompletionStage<List<TrackedEvent>> timeline(int limit, int offset) {
    CompletionStage<List<String>> texts =
        redis.call(commands -> commands.lrange(keys.timeline(), offset, (long) offset + limit - 1));
    return texts.thenApply(all -> readable("timeline", all, TrackedEventJson::read).toList());
  }

  @Override
  public CompletionStage<List<HeatPoint>> heatmap(Optional<String> page, Instant since) {
    Range<Long> wanted =
        Range.from(Range.Boundary.including(since.toEpochMilli()), Range.Boundary.unbounded());
    CompletionStage<List<String>> clicks =
        redis.call(commands -> commands.zrangebyscore(keys.clicks(), wanted));
    return clicks.thenApply(texts -> heat(page, texts));
  }

  private List<HeatPoint> heat(Optional<String> page, List<String> clicks) {
    Map<TrackedEvent.Point, Long> counts = new HashMap<>();
    readable("clicks", clicks, TrackedEventJson::readClick)
        .filter(click -> page.isEmpty() || page.get().equals(click.page()))
        .forEach(click -> counts.merge(click.at(), 1L, Long::sum));
    return ClickLog.hottestFirst(counts);
  }

  private <T> Stream<T> readable(
      String where, List<String> texts, Function<String, Optional<T>> read) {
    return texts.stream()
        .flatMap(
            text -> {
              Optional<T> entry = read.apply(text);
              if (entry.isEmpty()) {
                unreadable.accept(where);
              }
              return entry.stream();
            });
  }

  private CompletionStage<Long> number(String key) {
    CompletionStage<String> text = redis.call(commands -> commands.get(key));
    return text.thenApply(value -> value == null ? 0 : Long.parseLong(value));
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
