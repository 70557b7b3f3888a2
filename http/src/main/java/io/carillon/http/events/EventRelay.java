package io.carillon.http.events;

import io.carillon.engine.EngineBusyException;
import io.carillon.engine.application.Peer;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import io.carillon.engine.protocol.events.Event;
import io.carillon.engine.protocol.events.EventCodec;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's events on their way to everybody; what is no event is dropped.
 *
 * <p>At most {@link #WINDOW} are on their way to the outboxes; then nothing more is read from the
 * client until one has arrived. An event that the engine cannot take is not dropped in silence: the
 * client's connection is closed with 1013.
 */
final class EventRelay implements Consumer<Message> {
  private static final Logger LOG = LoggerFactory.getLogger(EventRelay.class);

  /** Enough to keep the lanes busy, and small beside the broadcasts that may be in flight. */
  static final int WINDOW = 16;

  private final Peer peer;
  private final Function<Event, CompletionStage<?>> send;
  private final AtomicInteger onTheirWay = new AtomicInteger();

  EventRelay(Peer peer, Function<Event, CompletionStage<?>> send) {
    this.peer = peer;
    this.send = send;
  }

  @Override
  public void accept(Message message) {
    if (message.isText()) {
      EventCodec.read(message.payload()).ifPresent(this::relay);
    }
  }

  private void relay(Event event) {
    if (onTheirWay.incrementAndGet() >= WINDOW) {
      peer.pause();
      // All may have arrived before the pause, and found nothing to resume.
      if (onTheirWay.get() < WINDOW) {
        peer.resume();
      }
    }
    send.apply(event).whenComplete((sent, failure) -> onArrived(failure));
  }

  private void onArrived(Throwable failure) {
    if (onTheirWay.decrementAndGet() < WINDOW) {
      peer.resume();
    }
    if (failure != null) {
      giveUp(failure instanceof CompletionException ? failure.getCause() : failure);
    }
  }

  private void giveUp(Throwable cause) {
    if (cause instanceof EngineBusyException) {
      peer.close(CloseCode.TRY_AGAIN_LATER.code(), "too busy, the event was not relayed");
    } else {
      LOG.error("an event of {} was not relayed", peer.id(), cause);
      peer.close(CloseCode.INTERNAL_ERROR.code(), "");
    }
  }
}
