package io.carillon.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.connection.RoutePattern;
import io.carillon.engine.message.Message;
import io.carillon.http.settings.WebhookSettings.Bounds;
import io.carillon.http.settings.WebhookSettings.Selection;
import io.carillon.http.webhook.WebhookEvent.Opened;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class WebhookObserverTest {
  private static final Selection EVERYTHING =
      new Selection(Set.of(Lifecycle.Event.values()), List.of(), Set.of());

  private final TestInbox<Sender.Offer> sender = TestInbox.create();
  private final Figures figures = new Figures();

  private WebhookObserver observer(Selection selection, Bounds bounds) {
    return new WebhookObserver(
        selection, new Room(bounds), figures, sender.getRef(), InstantSource.fixed(Samples.NOON));
  }

  private WebhookObserver observer(Selection selection) {
    return observer(selection, new Bounds(100, 100_000));
  }

  private List<WebhookEvent> told() {
    return sender.getAllReceived().stream().map(Sender.Offer::event).toList();
  }

  @Test
  void handsOnEveryEventInItsOrder() {
    WebhookObserver observer = observer(EVERYTHING);
    observer.onOpen(Samples.CONNECTION, Map.of());
    observer.onMessage(Samples.CONNECTION, Message.text("hi"));
    observer.onGhostConnectionClose(Samples.CONNECTION);
    observer.beforeClose(Samples.CONNECTION, Samples.CLOSURE);
    observer.onClose(Samples.CONNECTION, Samples.CLOSURE);

    assertThat(told())
        .allSatisfy(event -> assertThat(event.connection()).isEqualTo(Samples.CONNECTION))
        .allSatisfy(event -> assertThat(event.at()).isEqualTo(Samples.NOON))
        .extracting(WebhookEvent::kind)
        .containsExactly(
            Lifecycle.Event.OPEN,
            Lifecycle.Event.MESSAGE,
            Lifecycle.Event.GHOST_CONNECTION_CLOSE,
            Lifecycle.Event.BEFORE_CLOSE,
            Lifecycle.Event.CLOSE);
  }

  @Test
  void nobodyWaitsForTheReceiver() {
    WebhookObserver observer = observer(EVERYTHING);

    assertThat(observer.beforeClose(Samples.CONNECTION, Samples.CLOSURE).toCompletableFuture())
        .isCompleted();
    assertThat(observer.onGhostConnectionClose(Samples.CONNECTION).toCompletableFuture())
        .isCompleted();
  }

  @Test
  void wantsOnlyTheEventsThatAreAskedFor() {
    Selection selection = new Selection(Set.of(Lifecycle.Event.CLOSE), List.of(), Set.of());

    assertThat(observer(selection).events()).containsExactly(Lifecycle.Event.CLOSE);
  }

  @Test
  void tellsOnlyOfItsRoutes() {
    WebhookObserver observer =
        observer(
            new Selection(
                EVERYTHING.events(),
                List.of(RoutePattern.of("/chat/{room}"), RoutePattern.of("/news")),
                Set.of()));
    for (String route : List.of("/chat/a", "/chat", "/chat/a/b", "/news", "/newsx", "/chat/%zz")) {
      observer.onMessage(
          new Connected(Samples.CONNECTION.id(), route, "192.0.2.7:1"), Message.text(""));
    }

    assertThat(told())
        .extracting(event -> event.connection().route())
        .containsExactly("/chat/a", "/news", "/chat/%zz");
  }

  @Test
  void tellsOnlyTheHeadersThatAreAskedFor() {
    WebhookObserver observer =
        observer(new Selection(EVERYTHING.events(), List.of(), Set.of("user-agent", "missing")));
    observer.onOpen(
        Samples.CONNECTION,
        Map.of("User-Agent", List.of("Example/1.0"), "Cookie", List.of("canary")));

    assertThat(told())
        .extracting(WebhookEvent::detail)
        .containsExactly(new Opened(Map.of("user-agent", List.of("Example/1.0"))));
  }

  @Test
  void countsWhatThereIsNoRoomFor() {
    WebhookObserver observer = observer(EVERYTHING, new Bounds(2, 100_000));
    for (int i = 0; i < 5; i++) {
      observer.onMessage(Samples.CONNECTION, Message.text("hi"));
    }

    assertThat(told()).hasSize(2);
    assertThat(figures.dropped.sum()).isEqualTo(3);
  }

  @Test
  void countsPayloadsAgainstTheBytes() {
    WebhookObserver observer = observer(EVERYTHING, new Bounds(100, 10_000));
    observer.onMessage(Samples.CONNECTION, Message.text("x".repeat(9_000)));
    observer.onMessage(Samples.CONNECTION, Message.text("x".repeat(9_000)));
    observer.onMessage(Samples.CONNECTION, Message.text("x"));

    assertThat(told()).hasSize(1);
    assertThat(figures.dropped.sum()).isEqualTo(2);
  }
}
