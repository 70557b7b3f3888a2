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
import java.util.Set;
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
      case EVENTS -> new EventsApplication(hub(Set.of(route.listener())));
      case ANALYTICS -> analytics;
      case RELAY -> new Relay(engine, talkingOf(Set.of(route.listener())), settings.relay());
    };
  }

  /** Where events of these listeners go. */
  public EventHub hub(Set<String> listeners) {
    return new EventHub(engine, talkingOf(listeners), settings.events().relay());
  }

  /** Whoever these listeners let in, but for those. */
  private static Target talkingOf(Set<String> listeners) {
    return Target.of(new Target.OnListener(listeners, OF_THEIR_OWN));
  }
}
