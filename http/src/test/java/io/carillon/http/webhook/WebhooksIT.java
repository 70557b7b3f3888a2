package io.carillon.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.engine.application.Closure;
import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.http.metrics.Metrics;
import io.carillon.http.settings.WebhookSettings;
import io.carillon.http.settings.WebhookSettings.Batching;
import io.carillon.http.settings.WebhookSettings.Bounds;
import io.carillon.http.settings.WebhookSettings.Retrying;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real posts to real receivers: those of the tests, and those that the page shows. */
@Timeout(120)
class WebhooksIT {
  private static final Retrying IMPATIENT =
      new Retrying(Duration.ofSeconds(5), 1000, Duration.ofMillis(5), Duration.ofMillis(20));

  private final ActorTestKit kit = ActorTestKit.create();

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private Webhooks start(URI url, Bounds bounds, Retrying retrying) {
    WebhookSettings sample = Samples.settings();
    return Webhooks.start(
        kit.system(),
        List.of(
            new WebhookSettings(
                sample.name(),
                url,
                ReceiverProgram.SECRET,
                sample.selection(),
                new Batching(10, 1024 * 1024, Duration.ofMillis(5)),
                bounds,
                retrying)),
        new Metrics());
  }

  private Webhooks start(URI url) {
    return start(url, new Bounds(100_000, 100 * 1024 * 1024), IMPATIENT);
  }

  private static Connected connection(int number) {
    return new Connected(new ConnectionId("c" + number), "/chat", "192.0.2.7:" + number);
  }

  /** A few connections at once, each from its opening to its end. */
  private static void live(Lifecycle hook, int connections, int messages) {
    CompletableFuture<?>[] all =
        IntStream.range(0, connections)
            .mapToObj(
                number ->
                    CompletableFuture.runAsync(() -> live(hook, connection(number), messages)))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).join();
  }

  private static void live(Lifecycle hook, Connected connection, int messages) {
    hook.onOpen(connection, Map.of());
    for (int i = 0; i < messages; i++) {
      hook.onMessage(connection, Message.text("m" + i));
    }
    hook.beforeClose(connection, new Closure(1000, ""));
    hook.onClose(connection, new Closure(1000, ""));
  }

  private static void isToldOnceAndInOrder(TestReceiver receiver, int connections, int messages) {
    List<JsonNode> events = receiver.events();
    assertThat(events).hasSize(connections * (messages + 3));
    assertThat(new HashSet<>(events.stream().map(event -> event.get("id").asText()).toList()))
        .hasSameSizeAs(events);
    Map<String, StringBuilder> stories = new HashMap<>();
    for (JsonNode event : events) {
      stories
          .computeIfAbsent(event.get("connection").asText(), id -> new StringBuilder())
          .append(event.path("text").asText(event.get("event").asText()))
          .append(' ');
    }
    StringBuilder story = new StringBuilder("open ");
    IntStream.range(0, messages).forEach(i -> story.append('m').append(i).append(' '));
    story.append("beforeClose close ");
    assertThat(stories).hasSize(connections);
    assertThat(stories.values()).allSatisfy(each -> assertThat(each).hasToString(story.toString()));
  }

  private static void awaitDelivered(Webhooks webhooks, long events) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> webhooks.snapshots().get(0).events().delivered() >= events);
  }

  @Test
  void tellsEverythingOnceAndInOrder() {
    try (TestReceiver receiver = TestReceiver.open()) {
      Webhooks webhooks = start(receiver.url());
      live(webhooks.lifecycles().get(0), 20, 50);
      awaitDelivered(webhooks, 20 * 53);

      isToldOnceAndInOrder(receiver, 20, 50);
    }
  }

  @Test
  void nothingIsMissingOrDoubledBehindAReceiverThatFailsNowAndThen() {
    try (TestReceiver receiver = TestReceiver.open(before -> before % 3 == 0 ? 204 : 503)) {
      Webhooks webhooks = start(receiver.url());
      live(webhooks.lifecycles().get(0), 10, 20);
      awaitDelivered(webhooks, 10 * 23);

      isToldOnceAndInOrder(receiver, 10, 20);
      assertThat(webhooks.snapshots().get(0).attempts().failed()).isPositive();
      assertThat(webhooks.snapshots().get(0).queue().events()).isZero();
    }
  }

  @Test
  void goesOnWhereItWasOnceTheReceiverIsBack() {
    TestReceiver first = TestReceiver.open();
    Webhooks webhooks = start(first.url());
    first.close();
    live(webhooks.lifecycles().get(0), 5, 5);
    await().until(() -> webhooks.snapshots().get(0).attempts().failed() > 2);

    try (TestReceiver second = TestReceiver.openAt(first.url())) {
      awaitDelivered(webhooks, 5 * 8);

      isToldOnceAndInOrder(second, 5, 5);
      assertThat(second.attempts().get(0).number()).isGreaterThan(1);
    }
  }

  @Test
  void aReceiverThatDoesNotAnswerHoldsUpNobody() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    try (TestReceiver receiver =
        TestReceiver.open(
            before -> {
              try {
                released.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return 204;
            })) {
      Webhooks webhooks = start(receiver.url(), new Bounds(50, 1024 * 1024), IMPATIENT);
      live(webhooks.lifecycles().get(0), 1, 10_000);

      Snapshot snapshot = webhooks.snapshots().get(0);
      assertThat(snapshot.queue().events()).isEqualTo(50);
      assertThat(snapshot.events().dropped()).isEqualTo(10_003 - 50);

      released.countDown();
      awaitDelivered(webhooks, 50);
      webhooks.lifecycles().get(0).onOpen(connection(1), Map.of());
      awaitDelivered(webhooks, 51);
      assertThat(
              receiver.attempts().stream()
                  .mapToLong(attempt -> attempt.body().get("dropped").asLong())
                  .sum())
          .isEqualTo(10_003 - 50);
    }
  }

  @Test
  void theLastEventsAreSentBeforeTheStop() {
    try (TestReceiver receiver = TestReceiver.open()) {
      Webhooks webhooks = start(receiver.url());
      live(webhooks.lifecycles().get(0), 2, 100);
      webhooks.drain(Duration.ofSeconds(20)).toCompletableFuture().join();

      isToldOnceAndInOrder(receiver, 2, 100);
    }
  }

  @Test
  void aStopDoesNotWaitForAReceiverThatIsAway() {
    TestReceiver receiver = TestReceiver.open();
    receiver.close();
    Webhooks webhooks = start(receiver.url());
    live(webhooks.lifecycles().get(0), 1, 5);
    webhooks.drain(Duration.ofMillis(300)).toCompletableFuture().join();

    assertThat(webhooks.snapshots().get(0).events().abandoned()).isEqualTo(8);
  }

  @Test
  void theReceiverOfThePageTakesThemInNode(@TempDir Path folder) {
    try (ReceiverProgram program = ReceiverProgram.node(folder)) {
      takesWhatIsGenuine(program);
    }
  }

  @Test
  void theReceiverOfThePageTakesThemInPhp(@TempDir Path folder) {
    try (ReceiverProgram program = ReceiverProgram.php(folder)) {
      takesWhatIsGenuine(program);
    }
  }

  private void takesWhatIsGenuine(ReceiverProgram program) {
    Webhooks webhooks = start(program.url());
    Lifecycle hook = webhooks.lifecycles().get(0);
    hook.onOpen(connection(1), Map.of());
    hook.onMessage(connection(1), Message.text("Grüße \"x\" 👋"));
    hook.onMessage(connection(1), Message.binary(ByteString.fromString("bytes")));
    hook.onClose(connection(1), new Closure(1001, ""));

    assertThat(program.event()).isEqualTo("open c1");
    assertThat(program.event()).isEqualTo("message c1 Grüße \"x\" 👋");
    assertThat(program.event()).isEqualTo("message c1 bytes");
    assertThat(program.event()).isEqualTo("close c1 1001");
    awaitDelivered(webhooks, 4);
    assertThat(webhooks.snapshots().get(0).attempts().failed()).isZero();
  }

  @Test
  void theReceiversOfThePageRefuseWhatIsForgedOrOld(@TempDir Path folder) {
    try (ReceiverProgram node = ReceiverProgram.node(folder);
        ReceiverProgram php = ReceiverProgram.php(folder)) {
      for (ReceiverProgram program : List.of(node, php)) {
        ByteString body = BatchJson.write("run-1", "run", 1, 0, List.of(Samples.text("forged")));
        long now = System.currentTimeMillis() / 1000;
        Signature genuine = new Signature(ReceiverProgram.SECRET);

        assertThat(status(program, body, new Signature("another-secret-0123").of(now, body)))
            .isEqualTo(401);
        assertThat(status(program, body, genuine.of(now - 301, body))).isEqualTo(401);
        assertThat(status(program, body, genuine.of(now + 310, body))).isEqualTo(401);
        assertThat(status(program, body.concat(ByteString.fromString(" ")), genuine.of(now, body)))
            .isEqualTo(401);
        assertThat(status(program, body, genuine.of(now, body).substring(3))).isEqualTo(401);
        assertThat(status(program, body, "")).isEqualTo(401);
        assertThat(status(program, body, genuine.of(now, body))).isEqualTo(204);
        assertThat(status(program, body, genuine.of(now, body))).isEqualTo(204);
        assertThat(program.event()).isEqualTo("message " + Samples.CONNECTION.id() + " forged");
      }
    }
  }

  private int status(ReceiverProgram program, ByteString body, String signature) {
    return new JdkTransport(Runnable::run)
        .send(
            new Transport.Post(
                program.url(),
                Map.of("Carillon-Signature", signature),
                body,
                Duration.ofSeconds(20)))
        .toCompletableFuture()
        .join()
        .status();
  }
}
