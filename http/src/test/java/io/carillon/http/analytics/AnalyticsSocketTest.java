package io.carillon.http.analytics;

import static java.lang.Thread.State.BLOCKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.application.Conversation;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.http.metrics.Metrics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class AnalyticsSocketTest {
  private static final Instant NOW = Instant.ofEpochSecond(1733683200);

  private final SlowStore store = new SlowStore();
  private final Metrics metrics = new Metrics();
  private final TestInbox<Heartbeat.Command> heartbeat = TestInbox.create();
  private final List<String> sent = new ArrayList<>();
  private final Audience audience = new Audience(this::send, metrics);
  private final AnalyticsSocket socket =
      new AnalyticsSocket(
          new StatsReading(store, InstantSource.fixed(NOW)), audience, heartbeat.getRef(), metrics);
  private final FakePeer peer = new FakePeer();
  private List<ConnectionId> targets = List.of();
  private boolean isBusy;

  private CompletionStage<Receipt> send(Target target, Message message, BroadcastOptions options) {
    targets = ((Target.Listed) target.selection()).ids();
    sent.add(options.conflationKey().map(key -> "conflated ").orElse("") + message.utf8());
    return isBusy
        ? CompletableFuture.failedFuture(new IllegalStateException("busy, for the test"))
        : new CompletableFuture<>();
  }

  private String scraped() {
    return metrics.scrape().toCompletableFuture().join();
  }

  private static String stats(long visitors) {
    return "{\"type\":\"initial_stats\",\"data\":{\"current_visitors\":"
        + visitors
        + ",\"unique_today\":0,\"total_events\":0,\"letters_today\":0,\"timestamp\":0}}";
  }

  @Test
  void sendsTheFiguresBeforeAnythingElse() {
    socket.open(peer);
    audience.event(Message.text("early"));
    assertThat(peer.heard).isEmpty();
    assertThat(sent).isEmpty();

    store.answer(12);
    audience.event(Message.text("late"));
    assertThat(peer.heard).containsExactly(stats(12));
    assertThat(sent).containsExactly("late");
    assertThat(targets).containsExactly(peer.id());
  }

  @Test
  void whoHasSeenHisFirstFiguresMissesNothing() throws InterruptedException {
    Thread tracking = new Thread(() -> audience.event(Message.text("at once")));
    peer.whilePushing =
        () -> {
          tracking.start();
          await().until(() -> tracking.getState() == BLOCKED || !tracking.isAlive());
        };
    socket.open(peer);
    store.answer(12);
    tracking.join();

    assertThat(sent).containsExactly("at once");
    assertThat(targets).containsExactly(peer.id());
  }

  @Test
  void aClientWithoutFiguresStillGetsEvents() {
    socket.open(peer);
    store.fail();
    audience.event(Message.text("event"));

    assertThat(peer.heard).isEmpty();
    assertThat(targets).containsExactly(peer.id());
    assertThat(scraped())
        .contains("carillon_analytics_unsent_messages_total{kind=\"initial_stats\"} 1.0\n");
  }

  @Test
  void aClientThatLeftWhileItsFiguresWereReadIsNotInTheAudience() {
    Conversation conversation = socket.open(peer);
    conversation.onClose(1006, "");
    store.answer(1);
    audience.event(Message.text("event"));

    assertThat(sent).isEmpty();
  }

  @Test
  void aClientThatLeftGetsNothingMore() {
    Conversation conversation = socket.open(peer);
    store.answer(1);
    FakePeer other = new FakePeer();
    socket.open(other);
    store.answer(1);
    conversation.onClose(1000, "");
    audience.event(Message.text("event"));

    assertThat(targets).containsExactly(other.id());
  }

  @Test
  void refreshesTheFiguresOfWhoAsks() {
    Conversation conversation = socket.open(peer);
    FakePeer other = new FakePeer();
    store.answer(1);
    socket.open(other);
    store.answer(2);
    conversation.onMessage(Message.text("{\"type\":\"refresh_stats\"}"));
    store.answer(3);

    assertThat(peer.heard).containsExactly(stats(1), stats(3));
    assertThat(other.heard).containsExactly(stats(2));
  }

  @Test
  void requestsForFiguresThatAreBeingReadAreAnsweredTogether() {
    Conversation conversation = socket.open(peer);
    for (int i = 0; i < 100; i++) {
      conversation.onMessage(Message.text("{\"type\":\"refresh_stats\"}"));
    }
    assertThat(store.asked).hasSize(1);
    store.answer(1);
    assertThat(store.asked).hasSize(1);
    store.answer(2);
    assertThat(store.asked).isEmpty();

    assertThat(peer.heard).containsExactly(stats(1), stats(2));
  }

  @Test
  void asksAgainAfterAFailure() {
    Conversation conversation = socket.open(peer);
    store.fail();
    conversation.onMessage(Message.text("{\"type\":\"refresh_stats\"}"));
    store.answer(5);

    assertThat(peer.heard).containsExactly(stats(5));
  }

  @Test
  void answersAPing() {
    Conversation conversation = socket.open(peer);
    conversation.onMessage(Message.text("{\"type\":\"ping\"}"));

    assertThat(peer.heard).containsExactly("{\"type\":\"pong\",\"time\":1733683200}");
  }

  @Test
  void ignoresAndCountsEverythingElse() {
    Conversation conversation = socket.open(peer);
    conversation.onMessage(Message.text("{\"type\":\"subscribe\"}"));
    conversation.onMessage(Message.text("{"));
    conversation.onMessage(Message.text("{\"type\":7}"));
    conversation.onMessage(Message.text(""));
    conversation.onMessage(Message.binary(ByteString.fromString("{\"type\":\"ping\"}")));

    assertThat(peer.heard).isEmpty();
    assertThat(scraped())
        .contains("carillon_analytics_ignored_messages_total{reason=\"unknown\"} 1.0\n")
        .contains("carillon_analytics_ignored_messages_total{reason=\"invalid\"} 2.0\n")
        .contains("carillon_analytics_ignored_messages_total{reason=\"empty\"} 1.0\n")
        .contains("carillon_analytics_ignored_messages_total{reason=\"binary\"} 1.0\n");
  }

  @Test
  void countsWhatAFullClientDoesNotGet() {
    Conversation conversation = socket.open(peer);
    peer.isFull = true;
    conversation.onMessage(Message.text("{\"type\":\"ping\"}"));

    assertThat(scraped()).contains("unsent_messages_total{kind=\"pong\"} 1.0\n");
  }

  @Test
  void showsHowManyAreConnected() {
    Conversation one = socket.open(peer);
    socket.open(new FakePeer());
    assertThat(scraped()).contains("\nmaicivy_websocket_connections 2.0\n");

    one.onClose(1000, "");
    assertThat(scraped()).contains("\nmaicivy_websocket_connections 1.0\n");
  }

  @Test
  void tellsTheHeartbeatWhoComesAndGoes() {
    socket.open(peer).onClose(1000, "");

    assertThat(heartbeat.getAllReceived())
        .containsExactly(Heartbeat.Joined.INSTANCE, Heartbeat.Left.INSTANCE);
  }

  @Test
  void onlyHeartbeatsReplaceEachOther() {
    socket.open(peer);
    store.answer(1);
    audience.heartbeat(Message.text("beat"));
    audience.event(Message.text("event"));

    assertThat(sent).containsExactly("conflated beat", "event");
  }

  @Test
  void countsWhatAnOverloadedEngineDidNotTake() {
    socket.open(peer);
    store.answer(1);
    isBusy = true;
    audience.event(Message.text("event"));

    assertThat(scraped()).contains("unsent_messages_total{kind=\"event\"} 1.0\n");
  }
}
