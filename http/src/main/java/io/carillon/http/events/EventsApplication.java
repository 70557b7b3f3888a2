package io.carillon.http.events;

import io.carillon.engine.application.Application;
import io.carillon.engine.application.Conversation;
import io.carillon.engine.application.Peer;

/** Stands behind the routes that speak {@code events} and have no handler. */
public final class EventsApplication implements Application {
  private final EventHub hub;

  public EventsApplication(EventHub hub) {
    this.hub = hub;
  }

  @Override
  public Conversation open(Peer peer) {
    return hub.rest(peer)::accept;
  }

  @Override
  public boolean wantsOpening() {
    return false;
  }
}
