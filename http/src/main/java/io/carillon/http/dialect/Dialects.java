package io.carillon.http.dialect;

import io.carillon.engine.Engine;
import io.carillon.engine.application.Application;
import io.carillon.engine.application.Echo;
import io.carillon.engine.application.Raw;
import io.carillon.engine.connection.Route;
import io.carillon.engine.message.Target;
import io.carillon.engine.protocol.Protocol;
import io.carillon.http.events.EventHub;
import io.carillon.http.events.EventsApplication;
import io.carillon.http.relay.Relay;
import io.carillon.http.settings.CarillonSettings;
import io.carillon.http.subscriptions.Subscriptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What stands behind each name that {@code protocol} can have in the configuration.
 *
 * <p>A new dialect is a constant of {@link io.carillon.engine.protocol.Protocol}, a line here (the
 * compiler asks for it) and a page in docs/protocol. An application that routes share is made once,
 * in the constructor; one of its own for each route, in {@link #apply}.
 */
public final class Dialects implements Function<Route, Application> {
  /** Their clients know the messages of their own dialect only. */
  private static final Set<String> OF_THEIR_OWN =
      Set.of(Protocol.ANALYTICS.word(), Protocol.SUBSCRIPTIONS.word());

  private final Engine engine;
  private final CarillonSettings settings;
  private final Subscriptions subscriptions;
  private final Application analytics;
  private final Map<String, EventHub> hubs = new TreeMap<>();

  /** Makes what routes share, but for analytics, which its HTTP API shares as well. */
  public Dialects(Engine engine, CarillonSettings settings, Application analytics) {
    this.engine = engine;
    this.settings = settings;
    this.subscriptions = new Subscriptions(engine, settings.subscriptions());
    this.analytics = analytics;
  }

  /** Frames from subscription clients that were not as documented, since the start. */
  public long invalidSubscriptionFrames() {
    return subscriptions.invalidFrames();
  }

  @Override
  public Application apply(Route route) {
    return switch (route.settings().protocol()) {
      case RAW -> Raw.INSTANCE;
      case ECHO -> Echo.INSTANCE;
      case SUBSCRIPTIONS -> subscriptions;
      case EVENTS -> new EventsApplication(hub(route.listener()));
      case ANALYTICS -> analytics;
      case RELAY -> new Relay(engine, talkingOf(route.listener()), settings.relay());
    };
  }

  /** Where events of a listener go; made at the first call. */
  public EventHub hub(String listener) {
    return hubs.computeIfAbsent(
        listener, name -> new EventHub(engine, talkingOf(name), settings.events().relay()));
  }

  /** Whoever a listener let in, but for those. */
  private static Target talkingOf(String listener) {
    return Target.of(new Target.OnListener(listener, OF_THEIR_OWN));
  }

  /** The hubs of the listeners that speak events. */
  public List<EventHub> hubs() {
    return List.copyOf(hubs.values());
  }
}
