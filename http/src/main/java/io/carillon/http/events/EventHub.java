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
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Sends events to every connection of one or several listeners, whatever its path. Thread-safe.
 *
 * <p>Each event is one broadcast, to whatever listeners: it is taken as a whole or refused as a
 * whole, so that trying again doubles it for nobody.
 */
public final class EventHub {
  private static final BroadcastOptions UNCOUNTED =
      BroadcastOptions.DEFAULT.withLevel(Level.ACCEPTED);

  private final Engine engine;
  private final Target target;
  private final boolean relays;

  /**
   * The hub of the listeners of a target.
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

  /** Sends an event; completes when every outbox has been offered it. */
  public CompletionStage<?> publish(Event event) {
    return broadcast(event, UNCOUNTED);
  }

  /**
   * What becomes of a client's messages that no handler takes: events are sent on, their sender
   * included, where clients may; everything else is dropped.
   */
  public Consumer<Message> rest(Peer peer) {
    return relays ? new EventRelay(peer, this::publish) : message -> {};
  }
}
