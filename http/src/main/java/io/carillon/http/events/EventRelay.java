package io.carillon.http.events;

import io.carillon.engine.application.Peer;
import io.carillon.engine.message.Message;
import io.carillon.engine.protocol.events.Event;
import io.carillon.engine.protocol.events.EventCodec;
import io.carillon.http.relay.RelayWindow;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** One client's events on their way to everybody; what is no event is dropped. */
final class EventRelay implements Consumer<Message> {
  private final RelayWindow window;
  private final Function<Event, CompletionStage<?>> send;

  EventRelay(Peer peer, Function<Event, CompletionStage<?>> send) {
    this.window = new RelayWindow(peer);
    this.send = send;
  }

  @Override
  public void accept(Message message) {
    if (message.isText()) {
      EventCodec.read(message.payload()).ifPresent(event -> window.relay(() -> send.apply(event)));
    }
  }
}
