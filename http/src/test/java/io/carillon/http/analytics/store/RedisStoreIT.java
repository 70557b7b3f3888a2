package io.carillon.http.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.carillon.clusterconfig.redis.LinkSettings;
import io.carillon.clusterconfig.redis.RedisAddress;
import io.carillon.clusterconfig.redis.RedisCalls;
import io.carillon.clusterconfig.redis.RedisLink;
import io.carillon.clusterconfig.redis.RedisProcess;
import io.carillon.http.analytics.store.AnalyticsStore.HeatPoint;
import io.carillon.http.analytics.store.AnalyticsStore.Recorded;
import io.carillon.http.analytics.store.AnalyticsStore.ThemeViews;
import io.carillon.http.analytics.store.TrackedEvent.Point;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The store in a real Redis; each test has keys of its own. */
class RedisStoreIT extends AnalyticsStoreContract {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final StoreLimits LIMITS = new StoreLimits(100_000, 1_000, 1_000, 1 << 20, 1_000);

  private static RedisProcess redis;
  private static ActorSystem<Void> system;
  private static RedisLink link;
  private static RedisCalls<String> calls;
  private final Queue<String> unreadable = new ConcurrentLinkedQueue<>();
  private String prefix;

  @BeforeAll
  static void start() {
    redis = RedisProcess.started();
    system = ActorSystem.create(Behaviors.empty(), "store");
    LinkSettings settings =
        new LinkSettings(
            RedisAddress.of(redis.uri(), false, "", ""),
            Optional.empty(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(20),
            Duration.ofMillis(200));
    link = RedisLink.create(system, settings, () -> {});
    calls = link.calls(StringCodec.UTF8, "store");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                calls
                    .call(commands -> commands.ping())
                    .exceptionally(failure -> "")
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS)
                    .equals("PONG"));
  }

  @AfterAll
  static void stop() throws Exception {
    link.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    redis.close();
  }

  @Override
  AnalyticsStore create() {
    prefix = UUID.randomUUID() + ":";
    return create(LIMITS);
  }

  private AnalyticsStore create(StoreLimits limits) {
    return new RedisStore(calls, new RedisKeys(prefix), limits, unreadable::add);
  }

  private long secondsLeft(String key) {
    return Long.parseLong(redis.command("TTL", prefix + key).substring(1));
  }

  /** As in the contract, but together: a thousand answers cost as much as one. */
  @Override
  @ParameterizedTest
  @EnumSource(Period.class)
  void visitorsAreCountedWithinAFewPerCent(Period period) {
    List<CompletionStage<Recorded>> all = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      all.add(store.record(pageView(i / 2, NOON)));
    }
    all.forEach(AnalyticsStoreContract::answer);

    assertThat(answer(store.stats(period, NOON)).uniqueVisitors()).isCloseTo(2_000, within(60L));
    assertThat(answer(store.stats(period, NOON)).totalEvents()).isEqualTo(4_000);
  }

  /** Redis counts about: a hash that two visitors share makes one of them. */
  @Override
  @Test
  void fewVisitorsAreCountedExactly() {
    for (int i = 0; i < 100; i++) {
      record(pageView(i, NOON));
      assertThat(answer(store.stats(Period.DAY, NOON)).uniqueVisitors())
          .isCloseTo(i + 1, within(1L));
    }
  }

  /** Redis forgets by its own clock, so what a test can see is how long it will take. */
  @Override
  @ParameterizedTest
  @EnumSource(Period.class)
  void aPeriodIsForgottenWhenItsTimeIsOver(Period period) {
    record(letter(1, NOON, "motivation"));
    String stats = "analytics:stats:" + period.word() + ":" + period.key(NOON) + ":";
    String visitors = "analytics:visitors:unique:" + period.word() + ":" + period.key(NOON);

    for (String key :
        List.of(
            stats + "total_events",
            stats + "letters_generated",
            stats + "letters:motivation",
            visitors)) {
      assertThat(secondsLeft(key)).as(key).isCloseTo(period.kept().toSeconds(), within(60L));
    }
  }

  @Test
  void whatItKeepsEndsByItself() {
    record(click(1, 1, "/", NOON));

    assertThat(secondsLeft("analytics:realtime:visitors")).isCloseTo(300, within(10L));
    assertThat(secondsLeft("analytics:clicks")).isCloseTo(7 * 86_400, within(60L));
    assertThat(secondsLeft("analytics:timeline")).isCloseTo(90 * 86_400, within(60L));
  }

  @Test
  void usesTheKeysOfTheCompatibleSystem() {
    record(pageView(1, NOON));
    record(theme("ai"));
    redis.command("INCRBY", prefix + "analytics:stats:day:2025-12-08:total_events", "10");
    redis.command("PFADD", prefix + "analytics:visitors:unique:week:2025-W50", "elsewhere");

    assertThat(answer(store.realtime(NOON)).totalEvents()).isEqualTo(12);
    assertThat(answer(store.stats(Period.WEEK, NOON)).uniqueVisitors()).isEqualTo(2);
    assertThat(redis.command("ZSCORE", prefix + "analytics:themes:top", "ai")).endsWith("1");
    assertThat(redis.command("ZCARD", prefix + "analytics:realtime:visitors")).isEqualTo(":1");
  }

  @Test
  void aSetOfVisitorsThatItFindsIsReplaced() {
    redis.command("SADD", prefix + "analytics:realtime:visitors", "somebody");

    assertThat(record(pageView(1, NOON))).isTrue();
    assertThat(answer(store.realtime(NOON)).currentVisitors()).isEqualTo(1);
  }

  @Test
  void twoStoresCountTogether() {
    AnalyticsStore other = create(LIMITS);
    assertThat(record(pageView(1, NOON))).isTrue();
    assertThat(answer(other.record(pageView(1, NOON))).isNewVisitor()).isFalse();
    answer(other.record(pageView(2, NOON)));

    assertThat(answer(store.realtime(NOON))).isEqualTo(answer(other.realtime(NOON)));
    assertThat(answer(store.realtime(NOON)).currentVisitors()).isEqualTo(2);
  }

  @Test
  void isBoundedInEveryDirection() {
    store = create(new StoreLimits(2, 2, 3, 1 << 20, 2));
    for (int i = 0; i < 5; i++) {
      record(click(i, 0, "/", NOON.plusSeconds(i)));
      record(pageView(i, NOON.plusSeconds(i)));
    }
    List.of("a", "a", "b", "c").forEach(theme -> record(theme(theme)));

    assertThat(answer(store.realtime(NOON.plusSeconds(5))).currentVisitors()).isEqualTo(2);
    assertThat(answer(store.themes(10)))
        .containsExactly(new ThemeViews("a", 2), new ThemeViews("c", 1));
    assertThat(answer(store.timeline(100, 0))).hasSize(3);
    assertThat(answer(store.heatmap(Optional.empty(), NOON)))
        .containsExactly(new HeatPoint(new Point(3, 0), 1), new HeatPoint(new Point(4, 0), 1));
  }

  @Test
  void keepsAllThatIsKnownOfAnEvent() {
    TrackedEvent click = click(450, -2, "/a,b?c={}", NOON.plusNanos(123_456_000));
    record(click);
    record(letter(1, NOON, "haiku"));

    assertThat(answer(store.timeline(10, 1))).containsExactly(click);
    assertThat(answer(store.heatmap(Optional.of("/a,b?c={}"), NOON)))
        .containsExactly(new HeatPoint(new Point(450, -2), 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "[]",
        "null",
        "{\"event_type\":\"page_view\"}",
        "{\"id\":\"x\",\"event_type\":\"a\",\"visitor_id\":\"x\",\"created_at\":\"now\"}",
        "{\"id\":7,\"event_type\":\"a\",\"visitor_id\":\"0-0-0-0-1\",\"created_at\":\"2025-12-08T12:00:00Z\"}"
      })
  void whatIsNoEventIsLeftOutOfTheTimeline(String foreign) {
    TrackedEvent first = pageView(1, NOON);
    TrackedEvent last = pageView(2, NOON);
    record(first);
    redis.command("LPUSH", prefix + "analytics:timeline", foreign);
    record(last);

    assertThat(answer(store.timeline(10, 0))).containsExactly(last, first);
    assertThat(unreadable).containsExactly("timeline");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1,2,3", "id,left,2,/", "id,1,,/"})
  void whatIsNoClickIsLeftOutOfTheHeatmap(String foreign) {
    record(click(3, 4, "/", NOON));
    redis.command("ZADD", prefix + "analytics:clicks", Long.toString(NOON.toEpochMilli()), foreign);

    assertThat(answer(store.heatmap(Optional.empty(), NOON)))
        .containsExactly(new HeatPoint(new Point(3, 4), 1));
    assertThat(unreadable).containsExactly("clicks");
  }

  @Test
  void saysThatItCannotBeReached() {
    RedisLink nowhere =
        RedisLink.create(
            system,
            new LinkSettings(
                RedisAddress.of("redis://127.0.0.1:1", false, "", ""),
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)),
            () -> {});
    AnalyticsStore away =
        new RedisStore(
            nowhere.calls(StringCodec.UTF8, "store"), new RedisKeys(""), LIMITS, unreadable::add);

    assertThatThrownBy(() -> away.record(pageView(1, NOON)).toCompletableFuture().join())
        .hasCauseInstanceOf(StoreUnreachableException.class);
    assertThatThrownBy(() -> away.realtime(NOON).toCompletableFuture().join())
        .hasCauseInstanceOf(StoreUnreachableException.class);
    nowhere.close();
  }
}
