package io.carillon.engine.connection;

import io.carillon.engine.broadcast.Lanes;
import io.carillon.engine.delivery.OutboxSettings;
import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.registry.Registry;
import io.carillon.engine.websocket.SessionLimits;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
  final ListenerSettings settings;
  final Patience patience;
  final ActorRef<Registry.Command> registry;
  final Lanes lanes;
  final Flow<ByteString, ByteString, NotUsed> http;
  final SessionLimits limits;
  final long stallNanos;
  private final Map<OverflowPolicy, OutboxSettings> outboxes = new EnumMap<>(OverflowPolicy.class);
  private final AtomicInteger open = new AtomicInteger();

  Door(
      ListenerSettings settings,
      Patience patience,
      ActorRef<Registry.Command> registry,
      Lanes lanes,
      Flow<ByteString, ByteString, NotUsed> http,
      OutboxSettings outbox) {
    this.settings = settings;
    this.patience = patience;
    this.registry = registry;
    this.lanes = lanes;
    this.http = http;
    this.limits = new SessionLimits(settings.maxMessageBytes(), settings.maxFragments());
    this.stallNanos = outbox.stallAfter().toNanos();
    for (OverflowPolicy policy : OverflowPolicy.values()) {
      outboxes.put(policy, outbox.withOverflow(policy));
    }
  }

  /** The settings of a path, or empty if it is answered 404. */
  Optional<RouteSettings> route(String path) {
    RouteSettings known = settings.routes().get(path);
    if (known != null) {
      return Optional.of(known);
    }
    return settings.acceptUnknownRoutes() ? Optional.of(settings.defaultRoute()) : Optional.empty();
  }

  OutboxSettings outbox(RouteSettings route) {
    return outboxes.get(route.overflow());
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
