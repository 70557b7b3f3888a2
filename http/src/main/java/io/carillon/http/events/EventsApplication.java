package io.carillon.http.events;

import io.carillon.engine.application.Application;
import io.carillon.engine.application.Conversation;
import io.carillon.engine.application.Peer;

/** Stands behind the routes that speak {@code events} and have no handler. */
public final class EventsApplication implements Application {
  private final Conversation rest;

  public EventsApplication(EventHub hub) {
    this.rest = hub.rest()::accept;
  }

  @Override
  public Conversation open(Peer peer) {
    return rest;
  }

  @Override
  public boolean wantsOpening() {
    return false;
  }
}
