package io.carillon.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gate runs these on JDK 17, and on 25 where there is one. */
@Timeout(30)
class HandlerThreadsTest {
  private static final int VIRTUAL_SINCE = 21;

  private final HandlerThreads threads = new HandlerThreads(3);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void stop() {
    release.countDown();
    threads.stop();
  }

  @Test
  void areVirtualFromJdk21On() {
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    assertThat(threads.run(() -> ran.complete(Thread.currentThread()))).isTrue();
    boolean hasVirtual = Runtime.version().feature() >= VIRTUAL_SINCE;
    assertThat(HandlerThreads.areVirtual()).isEqualTo(hasVirtual);
    assertThat(ran.join().toString().startsWith("VirtualThread")).isEqualTo(hasVirtual);
    assertThat(ran.join().isDaemon()).isTrue();
  }

  @Test
  void waitByThousandsOrAreRefusedBeyondTheBoundOfThePool() {
    int many = HandlerThreads.areVirtual() ? 10_000 : 3;
    AtomicInteger waiting = new AtomicInteger();
    for (int i = 0; i < many; i++) {
      assertThat(threads.run(() -> waitFor(waiting))).isTrue();
    }
    await().until(() -> waiting.get() == many);
    assertThat(threads.run(() -> {})).isEqualTo(HandlerThreads.areVirtual());
    release.countDown();
    await().until(() -> threads.run(() -> {}));
  }

  @Test
  void areInterruptedWhenTheyStopAndTakeNoMore() {
    List<String> ends = new CopyOnWriteArrayList<>();
    threads.run(
        () -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            ends.add("interrupted");
          }
        });
    threads.stop();
    await().until(() -> ends.size() == 1);
    assertThat(threads.run(() -> ends.add("never"))).isFalse();
  }

  private void waitFor(AtomicInteger waiting) {
    waiting.incrementAndGet();
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
