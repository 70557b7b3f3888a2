package io.carillon.engine.connection;

import io.carillon.engine.application.Application;
import io.carillon.engine.application.Lifecycles;
import io.carillon.engine.broadcast.Lanes;
import io.carillon.engine.delivery.OutboxSettings;
import io.carillon.engine.registry.Registry;
import io.carillon.engine.websocket.SessionLimits;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * What all connections of one listener share.
 *
 * <p>Immutable but for the count of open connections; any thread may use it.
 */
final class Door {
  /** What the connections of one route share. */
  record Behind(String protocol, Application application, OutboxSettings outbox) {}

  final ListenerSettings settings;
  final Patience patience;
  final ActorRef<Registry.Command> registry;
  final Lanes lanes;
  final Function<InetSocketAddress, Flow<ByteString, ByteString, NotUsed>> http;
  final SessionLimits limits;
  final long stallNanos;
  final Lifecycles lifecycles;
  private final RouteTable<Behind> routes;
  private final Optional<RouteTable.Found<Behind>> elsewhere;
  private final AtomicInteger open = new AtomicInteger();

  Door(
      ListenerSettings settings,
      Shared shared,
      Function<InetSocketAddress, Flow<ByteString, ByteString, NotUsed>> http,
      Function<Route, Application> applications) {
    this.settings = settings;
    Patience usual = shared.patience();
    this.patience = settings.slowAfter().map(usual::withSlowAfter).orElse(usual);
    this.registry = shared.registry();
    this.lanes = shared.lanes();
    this.lifecycles = shared.lifecycles();
    this.http = http;
    this.limits = new SessionLimits(settings.maxMessageBytes(), settings.maxFragments());
    OutboxSettings outbox = shared.outbox();
    this.stallNanos = outbox.stallAfter().toNanos();
    Function<Route, Behind> behind =
        route ->
            new Behind(
                route.settings().protocol().word(),
                applications.apply(route),
                outbox.withOverflow(route.settings().overflow()));
    this.routes = new RouteTable<>(settings.name(), settings.routes(), behind);
    this.elsewhere =
        settings.acceptUnknownRoutes()
            ? Optional.of(
                new RouteTable.Found<>(
                    behind.apply(new Route(settings.name(), Route.ANY, settings.defaultRoute())),
                    Map.of()))
            : Optional.empty();
  }

  /**
   * What stands behind a path, or empty if it is answered 404.
   *
   * @throws IllegalArgumentException if the path has a bad escape where a route reads it
   */
  Optional<RouteTable.Found<Behind>> route(String path) {
    Optional<RouteTable.Found<Behind>> known = routes.find(path);
    return known.isPresent() ? known : elsewhere;
  }

  /** Takes a place for one more connection, if there is one. */
  boolean enter() {
    if (open.incrementAndGet() > settings.maxConnections()) {
      open.decrementAndGet();
      return false;
    }
    return true;
  }

  void leave() {
    open.decrementAndGet();
  }
}
