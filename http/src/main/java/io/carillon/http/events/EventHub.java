package io.carillon.http.events;

import io.carillon.engine.Engine;
import io.carillon.engine.application.Peer;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.protocol.events.Event;
import io.carillon.engine.protocol.events.EventCodec;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Sends events to every connection of one listener, whatever its path. Thread-safe. */
public final class EventHub {
  private static final BroadcastOptions UNCOUNTED =
      BroadcastOptions.DEFAULT.withLevel(Level.ACCEPTED);

  private final Engine engine;
  private final Target target;
  private final boolean relays;

  /**
   * The hub of a listener.
   *
   * @param relays whether clients may have events sent
   */
  public EventHub(Engine engine, Target target, boolean relays) {
    this.engine = engine;
    this.target = target;
    this.relays = relays;
  }

  /** Sends an event, with this moment as its time, and answers how far it got. */
  public CompletionStage<Receipt> broadcast(Event event, BroadcastOptions options) {
    Message envelope = EventCodec.envelope(event, Instant.now().getEpochSecond());
    return engine.broadcast(target, envelope, options);
  }

  /** Sends an event by several hubs; completes when every outbox has been offered it. */
  public static CompletionStage<?> publish(List<EventHub> hubs, Event event) {
    return CompletableFuture.allOf(
        hubs.stream()
            .map(hub -> hub.broadcast(event, UNCOUNTED).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /**
   * What becomes of a client's messages that no handler takes: events are sent on, their sender
   * included, where clients may; everything else is dropped.
   */
  public Consumer<Message> rest(Peer peer) {
    return relays ? new EventRelay(peer, event -> broadcast(event, UNCOUNTED)) : message -> {};
  }
}
