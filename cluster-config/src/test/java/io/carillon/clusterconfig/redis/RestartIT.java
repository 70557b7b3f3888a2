package io.carillon.clusterconfig.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.clusterconfig.redis.Address.Kind;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bridge while Redis comes and goes. */
class RestartIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private RedisProcess redis;

  @BeforeEach
  void prepare() {
    redis = RedisProcess.stopped();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  /** Publishes numbers one after the other, whether or not Redis is there, until it is closed. */
  private final class Load implements AutoCloseable {
    final AtomicInteger next = new AtomicInteger();
    final AtomicInteger reached = new AtomicInteger();
    private volatile boolean isOver;
    private final Thread thread = new Thread(this::run, "load");

    Load() {
      thread.start();
    }

    private void run() {
      while (!isOver) {
        String number = Integer.toString(next.getAndIncrement());
        try {
          reached.addAndGet(redis.publish("load", number));
        } catch (RuntimeException e) {
          Thread.yield(); // Redis is gone; that is what this is about
        }
      }
    }

    @Override
    public void close() {
      isOver = true;
      try {
        thread.join(PATIENCE.toMillis());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void isSubscribedAnewAndDoublesNothing() {
    redis.start();
    try (TestBridge bridge = TestBridge.to(redis).subscribed("load").subscribed("p:{x}").start()) {
      redis.awaitSubscriber("load");
      try (Load load = new Load()) {
        for (int round = 1; round <= 3; round++) {
          int before = bridge.heard.size();
          await().atMost(PATIENCE).until(() -> bridge.heard.size() > before + 200);
          redis.stop();
          int outages = round;
          await().atMost(PATIENCE).until(() -> bridge.meters.of("lost") == outages);
          assertThat(bridge.link().isUp()).isFalse();
          redis.start();
          redis.awaitSubscriber("load");
          redis.awaitPatterns(1);
        }
        int before = bridge.heard.size();
        await().atMost(PATIENCE).until(() -> bridge.heard.size() > before + 200);
        assertThat(load.reached.get()).isGreaterThan(600);
      }
      redis.publish("load", "last");
      await().atMost(PATIENCE).until(() -> bridge.heard.contains("/load TEXT last"));

      List<Integer> numbers = new ArrayList<>();
      bridge.heard.stream()
          .map(text -> text.substring("/load TEXT ".length()))
          .filter(text -> !text.equals("last"))
          .forEach(text -> numbers.add(Integer.parseInt(text)));
      assertThat(numbers).isSorted().doesNotHaveDuplicates();
      assertThat(bridge.link().isUp()).isTrue();
      assertThat(bridge.meters.of("lost")).isEqualTo(3);
    }
  }

  @Test
  void waitsForARedisThatIsNotThereYet() {
    try (TestBridge bridge = TestBridge.to(redis).subscribed("late").start()) {
      await().atMost(PATIENCE).until(() -> bridge.meters.of("lost") == 1);
      redis.start();
      redis.awaitSubscriber("late");
      redis.publish("late", "x");
      await().atMost(PATIENCE).until(() -> bridge.heard.contains("/late TEXT x"));

      assertThat(bridge.link().isUp()).isTrue();
      assertThat(bridge.meters.of("lost")).isEqualTo(1);
    }
  }

  @Test
  void countsWhatItCannotPublishAndPublishesAnewLater() {
    redis.start();
    Address all = Address.of(Kind.ALL);
    try (TestBridge listener = TestBridge.to(redis).subscribed("out").start();
        TestBridge bridge = TestBridge.to(redis).outlet(all, "out").start()) {
      AtomicInteger number = new AtomicInteger();
      redis.awaitSubscriber("out");
      publishUntilHeard(bridge, listener, number);
      redis.stop();
      await().atMost(PATIENCE).until(() -> bridge.meters.of("lost") == 1);
      for (int i = 0; i < 100; i++) {
        bridge.bridge().onBroadcast(Target.all(), Message.text("in vain " + i));
      }
      await().atMost(PATIENCE).until(() -> bridge.meters.of("DISCONNECTED to out") >= 100);
      redis.start();
      redis.awaitSubscriber("out");
      publishUntilHeard(bridge, listener, number);

      assertThat(listener.heard).noneMatch(text -> text.contains("in vain"));
      assertThat(new HashSet<>(listener.heard)).hasSameSizeAs(listener.heard);
    }
  }

  private static void publishUntilHeard(
      TestBridge bridge, TestBridge listener, AtomicInteger number) {
    int before = listener.heard.size();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              bridge
                  .bridge()
                  .onBroadcast(Target.all(), Message.text("n" + number.getAndIncrement()));
              return listener.heard.size() > before;
            });
  }

  /**
   * Were commands sent again after a lost connection, the counter would be ahead of the answers.
   */
  @Test
  void aCommandIsNeverSentTwice() throws Exception {
    redis.start();
    try (TestBridge bridge = TestBridge.to(redis).start()) {
      RedisCalls<String> calls = bridge.link().calls(StringCodec.UTF8, "counter");
      await().atMost(PATIENCE).until(() -> isAnswered(calls));
      AtomicInteger given = new AtomicInteger();
      AtomicInteger answered = new AtomicInteger();
      AtomicBoolean enough = new AtomicBoolean();
      CompletableFuture<Void> load =
          CompletableFuture.runAsync(
              () -> {
                while (!enough.get()) {
                  CompletableFuture<Long> last = null;
                  for (int i = 0; i < 100; i++) {
                    given.incrementAndGet();
                    last = calls.call(redis -> redis.incr("counter")).toCompletableFuture();
                    last.thenAccept(count -> answered.incrementAndGet());
                  }
                  last.exceptionally(lost -> 0L).join();
                }
              });
      try {
        for (int i = 1; i <= 5; i++) {
          int before = answered.get();
          await().atMost(PATIENCE).until(() -> answered.get() > before + 2_000);
          redis.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
          int kills = i;
          await().atMost(PATIENCE).until(() -> bridge.meters.of("lost") == kills);
        }
      } finally {
        enough.set(true);
      }
      load.get(60, TimeUnit.SECONDS);

      String counted = redis.command("GET", "counter").split("\r\n")[1];
      assertThat(Integer.parseInt(counted)).isBetween(answered.get(), given.get());
    }
  }

  private static boolean isAnswered(RedisCalls<String> calls) {
    try {
      return calls.call(redis -> redis.ping()).toCompletableFuture().get(5, TimeUnit.SECONDS)
          != null;
    } catch (Exception e) {
      return false;
    }
  }
}
