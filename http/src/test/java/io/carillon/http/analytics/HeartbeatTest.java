package io.carillon.http.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.protocol.analytics.AnalyticsStats;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final AnalyticsStats STATS = new AnalyticsStats(1, 2, 3, 4, Instant.EPOCH);

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final TestProbe<AnalyticsStats> sent = kit.createTestProbe();
  private final TestProbe<Throwable> missed = kit.createTestProbe();
  private final TestProbe<CompletableFuture<AnalyticsStats>> asked = kit.createTestProbe();
  private final Queue<CompletableFuture<AnalyticsStats>> answers = new ConcurrentLinkedQueue<>();
  private final ActorRef<Heartbeat.Command> heartbeat =
      kit.spawn(Heartbeat.create(INTERVAL, this::ask, sent.ref()::tell, missed.ref()::tell));

  /** The next answer the test has prepared, else one that the test gives later. */
  private CompletableFuture<AnalyticsStats> ask() {
    CompletableFuture<AnalyticsStats> prepared = answers.poll();
    CompletableFuture<AnalyticsStats> answer =
        prepared == null ? new CompletableFuture<>() : prepared;
    asked.ref().tell(answer);
    return answer;
  }

  private void prepare(int count) {
    for (int i = 0; i < count; i++) {
      answers.add(CompletableFuture.completedFuture(STATS));
    }
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void beatsAtItsInterval() {
    prepare(3);
    heartbeat.tell(Heartbeat.Joined.INSTANCE);
    time.expectNoMessageFor(Duration.ofMillis(4999), sent);
    for (int i = 0; i < 3; i++) {
      time.timePasses(INTERVAL);
      assertThat(sent.receiveMessage()).isEqualTo(STATS);
    }
  }

  @Test
  void doesNotBeatWhileNobodyIsThere() {
    prepare(10);
    time.expectNoMessageFor(INTERVAL.multipliedBy(3), sent);

    heartbeat.tell(Heartbeat.Joined.INSTANCE);
    heartbeat.tell(Heartbeat.Joined.INSTANCE);
    heartbeat.tell(Heartbeat.Left.INSTANCE);
    time.timePasses(INTERVAL);
    sent.receiveMessage();

    heartbeat.tell(Heartbeat.Left.INSTANCE);
    time.expectNoMessageFor(INTERVAL.multipliedBy(3), sent);

    heartbeat.tell(Heartbeat.Joined.INSTANCE);
    time.timePasses(INTERVAL);
    sent.receiveMessage();
  }

  @Test
  void readsTheFiguresOnceAtATime() {
    heartbeat.tell(Heartbeat.Joined.INSTANCE);
    time.timePasses(INTERVAL);
    CompletableFuture<AnalyticsStats> slow = asked.receiveMessage();
    time.expectNoMessageFor(INTERVAL.multipliedBy(3), asked);

    slow.complete(STATS);
    sent.receiveMessage();
    time.timePasses(INTERVAL);
    asked.receiveMessage();
  }

  @Test
  void leavesOutABeatWithoutFigures() {
    answers.add(CompletableFuture.failedFuture(new IllegalStateException("for the test")));
    prepare(1);
    heartbeat.tell(Heartbeat.Joined.INSTANCE);
    time.expectNoMessageFor(INTERVAL, sent);
    assertThat(missed.receiveMessage()).hasMessage("for the test");

    time.timePasses(INTERVAL);
    assertThat(sent.receiveMessage()).isEqualTo(STATS);
  }
}
