package io.carillon.http.webhook;

import io.carillon.engine.application.Closure;
import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.message.Message;
import io.carillon.http.settings.WebhookSettings.Selection;
import io.carillon.http.webhook.WebhookEvent.Bare;
import io.carillon.http.webhook.WebhookEvent.Detail;
import io.carillon.http.webhook.WebhookEvent.Ended;
import io.carillon.http.webhook.WebhookEvent.Opened;
import io.carillon.http.webhook.WebhookEvent.Said;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Is told of events and hands those of interest to a sender, if there is room; counts them as
 * dropped otherwise. Never waits, and nobody waits for the receiver. Thread-safe.
 */
final class WebhookObserver implements Lifecycle {
  private static final CompletionStage<Done> DONE =
      CompletableFuture.completedFuture(Done.getInstance());

  private final Selection selection;
  private final Room room;
  private final Figures figures;
  private final ActorRef<? super Sender.Offer> sender;
  private final InstantSource clock;

  WebhookObserver(
      Selection selection,
      Room room,
      Figures figures,
      ActorRef<? super Sender.Offer> sender,
      InstantSource clock) {
    this.selection = selection;
    this.room = room;
    this.figures = figures;
    this.sender = sender;
    this.clock = clock;
  }

  @Override
  public Set<Event> events() {
    return selection.events();
  }

  @Override
  public void onOpen(Connected connection, Map<String, List<String>> headers) {
    if (selection.isAbout(connection.route())) {
      offer(Event.OPEN, connection, new Opened(chosen(headers)));
    }
  }

  @Override
  public void onMessage(Connected connection, Message message) {
    if (selection.isAbout(connection.route())) {
      offer(Event.MESSAGE, connection, new Said(message));
    }
  }

  @Override
  public CompletionStage<Done> onGhostConnectionClose(Connected connection) {
    if (selection.isAbout(connection.route())) {
      offer(Event.GHOST_CONNECTION_CLOSE, connection, Bare.INSTANCE);
    }
    return DONE;
  }

  @Override
  public CompletionStage<Done> beforeClose(Connected connection, Closure closure) {
    if (selection.isAbout(connection.route())) {
      offer(Event.BEFORE_CLOSE, connection, new Ended(closure));
    }
    return DONE;
  }

  @Override
  public void onClose(Connected connection, Closure closure) {
    if (selection.isAbout(connection.route())) {
      offer(Event.CLOSE, connection, new Ended(closure));
    }
  }

  private void offer(Event kind, Connected connection, Detail detail) {
    WebhookEvent event =
        new WebhookEvent(kind, clock.instant().truncatedTo(ChronoUnit.MILLIS), connection, detail);
    if (room.take(event.bytes())) {
      sender.tell(new Sender.Offer(event));
    } else {
      figures.dropped.increment();
    }
  }

  private Map<String, List<String>> chosen(Map<String, List<String>> headers) {
    if (selection.headers().isEmpty()) {
      return Map.of();
    }
    Map<String, List<String>> chosen = new TreeMap<>();
    headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (selection.headers().contains(lower)) {
            chosen.put(lower, List.copyOf(values));
          }
        });
    return chosen;
  }
}
