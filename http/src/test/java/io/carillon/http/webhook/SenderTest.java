package io.carillon.http.webhook;

import static io.carillon.http.webhook.ScriptedReceiver.json;
import static io.carillon.http.webhook.ScriptedReceiver.texts;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.carillon.http.webhook.Transport.Answer;
import io.carillon.http.webhook.Transport.Post;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.Effect;
import org.apache.pekko.actor.testkit.typed.Effect.TimerScheduled;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Two events make a batch, three attempts are made; chance always gives the longest wait. */
class SenderTest {
  private static final Duration DELAY = Duration.ofMillis(100);

  private final ScriptedReceiver receiver = new ScriptedReceiver();
  private final Room room = new Room(Samples.settings().bounds());
  private final Figures figures = new Figures();
  private final TestInbox<Done> drained = TestInbox.create();
  private Instant now = Instant.ofEpochSecond(1_763_676_000L);
  private final BehaviorTestKit<Sender.Command> sender =
      BehaviorTestKit.create(
          Sender.create(
              Samples.settings(),
              new Sender.Parts(
                  "run",
                  room,
                  figures,
                  receiver,
                  new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 1.0),
                  () -> now)));

  private void offer(String... texts) {
    for (String text : texts) {
      WebhookEvent event = Samples.text(text);
      assertThat(room.take(event.bytes())).isTrue();
      sender.run(new Sender.Offer(event));
    }
  }

  private Post answer(int status) {
    Post post = receiver.answer(status);
    sender.runOne();
    return post;
  }

  private Post refuseConnection() {
    Post post = receiver.fail(new ConnectException("refused"));
    sender.runOne();
    return post;
  }

  /** The timers that were set since the last call, those cancelled meanwhile left out. */
  private List<TimerScheduled<?>> timers() {
    List<TimerScheduled<?>> timers = new ArrayList<>();
    for (Effect effect : sender.getAllEffects()) {
      if (effect instanceof TimerScheduled<?> scheduled) {
        timers.add(scheduled);
      } else if (effect instanceof Effect.TimerCancelled cancelled) {
        timers.removeIf(timer -> timer.key().equals(cancelled.key()));
      }
    }
    return timers;
  }

  /** Lets the one timer that was set go off; returns how long it was set for. */
  private Duration fire() {
    List<TimerScheduled<?>> timers = timers();
    assertThat(timers).hasSize(1);
    timers.get(0).send().apply();
    sender.runOne();
    return timers.get(0).duration();
  }

  @Test
  void waitsForMoreEventsBeforeABatchLeaves() {
    offer("a");
    assertThat(receiver.isIdle()).isTrue();

    assertThat(fire()).isEqualTo(DELAY);
    assertThat(texts(answer(200))).containsExactly("a");
  }

  @Test
  void aFullBatchLeavesAtOnce() {
    offer("a", "b");

    assertThat(texts(answer(200))).containsExactly("a", "b");
    assertThat(timers()).isEmpty();
  }

  @Test
  void oneBatchIsUnderWayAtATime() {
    offer("a", "b", "c", "d", "e");

    assertThat(texts(answer(200))).containsExactly("a", "b");
    assertThat(texts(answer(204))).containsExactly("c", "d");
    assertThat(fire()).isEqualTo(DELAY);
    assertThat(texts(answer(202))).containsExactly("e");
    assertThat(receiver.isIdle()).isTrue();
    assertThat(timers()).isEmpty();
  }

  @Test
  void saysWhatItSendsAndSignsIt() {
    offer("a", "b");
    Post post = answer(200);

    assertThat(post.url()).isEqualTo(Samples.settings().url());
    assertThat(post.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(post.headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Carillon-Batch", "run-1")
        .containsEntry("Carillon-Attempt", "1")
        .containsEntry(
            "Carillon-Signature",
            new Signature("test-secret-0123456789").of(1_763_676_000L, post.body()));
  }

  @Test
  void sendsTheSameBytesAgainUntilTheyAreTaken() {
    offer("a", "b", "c");
    ByteString first = refuseConnection().body();
    now = now.plusSeconds(1);
    assertThat(fire()).isEqualTo(Duration.ofSeconds(1));
    Post second = answer(503);
    assertThat(fire()).isEqualTo(Duration.ofSeconds(2));
    Post third = answer(200);

    assertThat(second.body()).isEqualTo(first);
    assertThat(third.body()).isEqualTo(first);
    assertThat(second.headers())
        .containsEntry("Carillon-Batch", "run-1")
        .containsEntry("Carillon-Attempt", "2")
        .hasEntrySatisfying(
            "Carillon-Signature", value -> assertThat(value).startsWith("t=1763676001,"));
    fire();
    assertThat(texts(answer(200))).containsExactly("c");
    assertThat(figures.delivered.sum()).isEqualTo(3);
    assertThat(figures.failedAttempts.sum()).isEqualTo(2);
    assertThat(figures.lost()).isZero();
  }

  @Test
  void logsWhereToAndWhyItFailedButNoSecret() {
    Logger logger = (Logger) LoggerFactory.getLogger(Sender.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    try {
      offer("a", "b");
      receiver.fail(new ConnectException());
      sender.runOne();
    } finally {
      logger.detachAppender(logged);
    }

    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "webhook sample: batch run-1 to app.example.com failed: the connection was refused;"
                + " next attempt in PT1S");
  }

  @Test
  void givesUpABatchAfterTheLastAttemptAndTellsInTheNext() {
    offer("a", "b", "c", "d");
    answer(500);
    fire();
    answer(500);
    fire();
    answer(500);

    Post next = answer(200);
    assertThat(texts(next)).containsExactly("c", "d");
    assertThat(json(next).get("dropped").asInt()).isEqualTo(2);
    assertThat(next.headers()).containsEntry("Carillon-Attempt", "1");
    assertThat(figures.abandoned.sum()).isEqualTo(2);
    assertThat(figures.delivered.sum()).isEqualTo(2);
  }

  @Test
  void goesOnBackingOffWithTheNextBatch() {
    offer("a", "b", "c", "d");
    answer(500);
    fire();
    answer(500);
    fire();
    answer(500);
    answer(500);

    assertThat(fire()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void startsAnewAfterASuccess() {
    offer("a", "b", "c", "d");
    answer(500);
    fire();
    answer(200);
    answer(500);

    assertThat(fire()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void doesNotRepeatWhatIsRefusedForGood() {
    offer("a", "b", "c", "d");
    answer(401);

    Post next = answer(200);
    assertThat(texts(next)).containsExactly("c", "d");
    assertThat(json(next).get("dropped").asInt()).isEqualTo(2);
    assertThat(figures.rejected.sum()).isEqualTo(2);
    assertThat(timers()).isEmpty();
  }

  @Test
  void waitsAsLongAsTheReceiverAsks() {
    offer("a", "b");
    receiver.answer(new Answer(429, Optional.of("90")));
    sender.runOne();

    assertThat(fire()).isEqualTo(Duration.ofSeconds(90));
    answer(200);
  }

  @Test
  void givesBackTheRoomOfWhatIsDeliveredOrLost() {
    offer("a", "b", "c", "d", "e");
    assertThat(room.events()).isEqualTo(5);
    answer(200);
    assertThat(room.events()).isEqualTo(3);
    answer(400);
    assertThat(room.events()).isEqualTo(1);
    fire();
    answer(200);

    assertThat(room.events()).isZero();
    assertThat(room.bytes()).isZero();
  }

  @Test
  void saysSinceWhenTheFirstEventWaits() {
    now = Samples.NOON.plusSeconds(31);
    offer("a", "b");
    assertThat(oldest()).isEqualTo(Duration.ofSeconds(30));

    answer(200);
    assertThat(oldest()).isZero();
  }

  private Duration oldest() {
    return figures.snapshot("sample", room, now).queue().oldest();
  }

  @Test
  void sendsWhatWaitsOnceItIsToStop() {
    offer("a");
    sender.run(new Sender.Drain(Duration.ofSeconds(2), drained.getRef()));

    assertThat(texts(answer(200))).containsExactly("a");
    drained.expectMessage(Done.getInstance());
    assertThat(sender.isAlive()).isFalse();
    assertThat(room.take(1)).isFalse();
  }

  @Test
  void stopsAtOnceIfNothingWaits() {
    sender.run(new Sender.Drain(Duration.ofSeconds(2), drained.getRef()));

    drained.expectMessage(Done.getInstance());
    assertThat(sender.isAlive()).isFalse();
  }

  @Test
  void triesAtOnceInsteadOfBackingOffOnceItIsToStop() {
    offer("a", "b");
    answer(503);
    timers();
    sender.run(new Sender.Drain(Duration.ofSeconds(2), drained.getRef()));

    assertThat(texts(answer(200))).containsExactly("a", "b");
    drained.expectMessage(Done.getInstance());
  }

  @Test
  void stopsAtTheDeadlineAndCountsWhatIsLeft() {
    offer("a", "b", "c");
    sender.run(new Sender.Drain(Duration.ofSeconds(2), drained.getRef()));

    assertThat(fire()).isEqualTo(Duration.ofSeconds(2));
    drained.expectMessage(Done.getInstance());
    assertThat(sender.isAlive()).isFalse();
    assertThat(figures.abandoned.sum()).isEqualTo(3);
  }
}
