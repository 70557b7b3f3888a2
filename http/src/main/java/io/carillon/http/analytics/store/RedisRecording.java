package io.carillon.http.analytics.store;

import io.carillon.http.analytics.store.AnalyticsStore.Recorded;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Counts and keeps an event in Redis: about fifteen commands, sent together. */
final class RedisRecording {
  /** A visitor is current for so long after his last event. */
  static final Duration ACTIVE = Duration.ofMinutes(5);

  private static final Duration CLICKS_KEPT = Duration.ofDays(7);
  private static final Duration EVENTS_KEPT = Duration.ofDays(90);

  /**
   * Notes when a visitor was seen; 1 if that is news. A set of before, whose members had no times,
   * is dropped. The one seen longest ago goes beyond the bound.
   */
  private static final String SEE =
      """
      if redis.call('TYPE', KEYS[1]).ok == 'set' then redis.call('DEL', KEYS[1]) end
      local now, oldest = tonumber(ARGV[2]), tonumber(ARGV[3])
      local before = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or oldest)
      redis.call('ZADD', KEYS[1], math.max(now, before), ARGV[1])
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', oldest)
      redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[4]))
      redis.call('PEXPIRE', KEYS[1], now - oldest)
      return before <= oldest and 1 or 0
      """;

  /** Counts a theme; one that is too much takes the place of the least. */
  private static final String CHOOSE =
      """
      if not redis.call('ZSCORE', KEYS[1], ARGV[1])
          and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then
        redis.call('ZPOPMIN', KEYS[1])
      end
      redis.call('ZINCRBY', KEYS[1], 1, ARGV[1])
      return 1
      """;

  private final StoreCalls redis;
  private final RedisKeys keys;
  private final StoreLimits limits;

  RedisRecording(StoreCalls redis, RedisKeys keys, StoreLimits limits) {
    this.redis = redis;
    this.keys = keys;
    this.limits = limits;
  }

  CompletionStage<Recorded> record(TrackedEvent event) {
    CompletionStage<Long> isNew = see(event);
    List<CompletionStage<?>> all = new ArrayList<>(List.of(isNew));
    for (Period period : Period.values()) {
      all.addAll(count(period, event));
    }
    event.details().theme().ifPresent(theme -> all.add(choose(theme)));
    event.details().click().ifPresent(at -> all.addAll(click(event)));
    all.addAll(log(event));
    return StoreCalls.all(all)
        .thenCompose(done -> isNew)
        .thenApply(news -> new Recorded(news == 1));
  }

  private CompletionStage<Long> see(TrackedEvent event) {
    long now = event.event().at().toEpochMilli();
    return redis.call(
        commands ->
            commands.eval(
                SEE,
                ScriptOutputType.INTEGER,
                new String[] {keys.visitors()},
                event.event().visitor().toString(),
                Long.toString(now),
                Long.toString(now - ACTIVE.toMillis()),
                Integer.toString(limits.visitors())));
  }

  private List<CompletionStage<?>> count(Period period, TrackedEvent event) {
    String key = period.key(event.event().at());
    List<CompletionStage<?>> all = new ArrayList<>();
    String visitors = keys.unique(period, key);
    all.add(redis.call(commands -> commands.pfadd(visitors, event.event().visitor().toString())));
    all.add(redis.call(commands -> commands.expire(visitors, period.kept())));
    all.addAll(increment(keys.events(period, key), period));
    if (event.isLetter()) {
      all.addAll(increment(keys.letters(period, key), period));
      event
          .details()
          .letterType()
          .filter(AnalyticsStore.LETTER_TYPES::contains)
          .ifPresent(type -> all.addAll(increment(keys.letters(period, key, type), period)));
    }
    return all;
  }

  private List<CompletionStage<?>> increment(String key, Period period) {
    return List.of(
        redis.call(commands -> commands.incr(key)),
        redis.call(commands -> commands.expire(key, period.kept())));
  }

  private CompletionStage<Long> choose(String theme) {
    return redis.call(
        commands ->
            commands.eval(
                CHOOSE,
                ScriptOutputType.INTEGER,
                new String[] {keys.themes()},
                theme,
                Integer.toString(limits.themes())));
  }

  private List<CompletionStage<?>> click(TrackedEvent event) {
    long now = event.event().at().toEpochMilli();
    Range<Long> tooOld = Range.create(0L, now - CLICKS_KEPT.toMillis() - 1);
    String text = TrackedEventJson.click(event);
    return List.of(
        redis.call(commands -> commands.zadd(keys.clicks(), (double) now, text)),
        redis.call(commands -> commands.zremrangebyscore(keys.clicks(), tooOld)),
        redis.call(
            commands -> commands.zremrangebyrank(keys.clicks(), 0, -1L - limits.heatmapClicks())),
        redis.call(commands -> commands.expire(keys.clicks(), CLICKS_KEPT)));
  }

  private List<CompletionStage<?>> log(TrackedEvent event) {
    return List.of(
        redis.call(commands -> commands.lpush(keys.timeline(), TrackedEventJson.write(event))),
        redis.call(commands -> commands.ltrim(keys.timeline(), 0, limits.timelineEvents() - 1L)),
        redis.call(commands -> commands.expire(keys.timeline(), EVENTS_KEPT)));
  }
}
