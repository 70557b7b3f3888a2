package io.carillon.engine.information;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class GlobalValuesTest {
  private static final Optional<Duration> FOREVER = Optional.empty();

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final GlobalValues values = new GlobalValues(new GlobalSettings(3, 30), now::get);

  private static ByteString bytes(String text) {
    return ByteString.fromString(text);
  }

  private static Optional<Duration> seconds(long seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void keepsTheLastValueUntilItIsRemoved() {
    assertThat(values.put("k", bytes("1"), FOREVER)).isTrue();
    assertThat(values.put("k", bytes(""), FOREVER)).isTrue();
    pass(Duration.ofDays(3650));
    assertThat(values.value("k")).contains(bytes(""));
    assertThat(values.remove("k")).isTrue();
    assertThat(values.remove("k")).isFalse();
    assertThat(values.value("k")).isEmpty();
    assertThat(values.size()).isZero();
  }

  @Test
  void aValueIsGoneFromTheMomentItExpires() {
    values.put("k", bytes("1"), seconds(2));
    pass(Duration.ofSeconds(2).minusNanos(1));
    assertThat(values.value("k")).contains(bytes("1"));
    pass(Duration.ofNanos(1));
    assertThat(values.value("k")).isEmpty();
    assertThat(values.remove("k")).isFalse();
  }

  @Test
  void puttingAgainSetsTheTimeAnew() {
    values.put("a", bytes("1"), seconds(2));
    values.put("b", bytes("1"), seconds(2));
    values.put("a", bytes("2"), FOREVER);
    values.put("b", bytes("2"), seconds(4));
    pass(Duration.ofSeconds(3));
    assertThat(values.value("a")).contains(bytes("2"));
    assertThat(values.value("b")).contains(bytes("2"));
    pass(Duration.ofSeconds(1));
    assertThat(values.value("b")).isEmpty();
  }

  @Test
  void anEndlessTimeToLiveIsNone() {
    assertThat(values.put("k", bytes("1"), Optional.of(Duration.ofSeconds(Long.MAX_VALUE))))
        .isTrue();
    pass(Duration.ofDays(30_000));
    assertThat(values.value("k")).isPresent();
  }

  @Test
  void whatDoesNotFitIsRefusedAndPushesNothingOut() {
    for (String key : "abc".split("")) {
      assertThat(values.put(key, bytes("x"), FOREVER)).isTrue();
    }
    assertThat(values.put("d", bytes("x"), FOREVER)).isFalse();
    assertThat(values.put("a", bytes("x".repeat(25)), FOREVER)).isTrue();
    assertThat(values.put("a", bytes("x".repeat(26)), FOREVER)).isFalse();
    assertThat(values.value("a")).contains(bytes("x".repeat(25)));
    values.remove("b");
    assertThat(values.put("d", bytes("x"), FOREVER)).isTrue();
  }

  @Test
  void whatHasExpiredMakesRoomALittleLater() {
    values.put("a", bytes("x".repeat(20)), seconds(1));
    values.put("b", bytes("x"), seconds(1));
    values.put("c", bytes("x"), FOREVER);
    pass(Duration.ofSeconds(4));
    assertThat(values.put("d", bytes("x".repeat(20)), FOREVER)).isTrue();
    assertThat(values.put("e", bytes("x"), FOREVER)).isTrue();
    assertThat(values.size()).isEqualTo(3);
  }

  @Test
  void holdsWhatItShouldWhateverIsDone() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    GlobalValues roomy = new GlobalValues(new GlobalSettings(1000, 1000), now::get);
    Map<String, Long> ends = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      String key = "k" + random.nextInt(5);
      ends.values().removeIf(end -> end - now.get() <= 0);
      switch (random.nextInt(4)) {
        case 0 -> assertThat(roomy.remove(key)).isEqualTo(ends.remove(key) != null);
        case 1 -> pass(Duration.ofMillis(random.nextInt(900)));
        default -> {
          long life = 1 + random.nextInt(3);
          assertThat(roomy.put(key, bytes("x"), seconds(life))).isTrue();
          ends.put(key, now.get() + Duration.ofSeconds(life).toNanos());
        }
      }
      ends.values().removeIf(end -> end - now.get() <= 0);
      assertThat(roomy.value(key).isPresent()).as("seed %d", seed).isEqualTo(ends.containsKey(key));
    }
    pass(Duration.ofMinutes(1));
    assertThat(roomy.put("last", bytes("x".repeat(996)), FOREVER)).as("seed %d", seed).isTrue();
  }

  @Test
  void manyThreadsNeverExceedTheBoundsNorBlockEachOther() throws InterruptedException {
    GlobalValues shared = new GlobalValues(new GlobalSettings(20, 400), System::nanoTime);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    CountDownLatch done = new CountDownLatch(4);
    AtomicLong worst = new AtomicLong();
    for (int thread = 0; thread < 4; thread++) {
      threads.execute(
          () -> {
            Random random = new Random();
            for (int i = 0; i < 50_000; i++) {
              String key = "k" + random.nextInt(60);
              shared.put(
                  key, bytes("x"), Optional.of(Duration.ofNanos(1 + random.nextInt(200_000))));
              shared.value("k" + random.nextInt(60));
              shared.remove("k" + random.nextInt(60));
              worst.accumulateAndGet(shared.size(), Math::max);
            }
            done.countDown();
          });
    }
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    threads.shutdown();
    assertThat(worst.get()).isLessThanOrEqualTo(20);
    for (int i = 0; i < 60; i++) {
      shared.remove("k" + i);
    }
    assertThat(shared.put("last", bytes("x".repeat(396)), FOREVER)).isTrue();
    assertThat(shared.size()).isOne();
  }
}
