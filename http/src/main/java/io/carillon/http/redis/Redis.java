package io.carillon.http.redis;

import io.carillon.clusterconfig.redis.Bridge;
import io.carillon.clusterconfig.redis.BridgeSettings;
import io.carillon.clusterconfig.redis.Duty;
import io.carillon.clusterconfig.redis.Forward;
import io.carillon.clusterconfig.redis.RedisLink;
import io.carillon.engine.Engine;
import io.carillon.engine.message.Message;
import io.carillon.http.analytics.Analytics;
import io.carillon.http.analytics.store.AnalyticsStore;
import io.carillon.http.analytics.store.MemoryStore;
import io.carillon.http.analytics.store.RedisKeys;
import io.carillon.http.analytics.store.RedisStore;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import io.carillon.http.settings.AnalyticsSettings;
import io.carillon.http.settings.AnalyticsSettings.Storage;
import io.carillon.http.settings.CarillonSettings;
import io.carillon.http.settings.RedisSettings;
import io.lettuce.core.codec.StringCodec;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Redis as one server uses it; does nothing where the settings have none. Thread-safe.
 *
 * <p>Nothing waits for Redis: the server starts without it, and goes on without it.
 */
public final class Redis {
  private final ActorSystem<?> system;
  private final Optional<RedisSettings> settings;
  private final Optional<RedisLink> link;
  private final Metrics metrics;
  private final RedisMeters meters;
  private volatile Optional<Bridge> bridge = Optional.empty();

  private Redis(
      ActorSystem<?> system,
      Optional<RedisSettings> settings,
      Optional<RedisLink> link,
      Metrics metrics,
      RedisMeters meters) {
    this.system = system;
    this.settings = settings;
    this.link = link;
    this.metrics = metrics;
    this.meters = meters;
  }

  /** Makes the way to Redis; nothing is connected before somebody needs it. */
  public static Redis open(
      ActorSystem<?> system, Optional<RedisSettings> settings, Metrics metrics) {
    RedisMeters meters = new RedisMeters(metrics);
    Optional<RedisLink> link =
        settings.map(found -> RedisLink.create(system, found.link(), meters::lost));
    link.ifPresent(way -> metrics.gauge(MeterName.REDIS_UP, () -> way.isUp() ? 1 : 0));
    link.ifPresent(way -> closeLate(system, way));
    return new Redis(system, settings, link, metrics, meters);
  }

  /** Not before this node has left its cluster: until then it may be the one that hands on. */
  private static void closeLate(ActorSystem<?> system, RedisLink link) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "carillon-redis",
            () -> link.close().thenApply(closed -> Done.getInstance()));
  }

  /** Where analytics are kept, by the settings. */
  public AnalyticsStore store(AnalyticsSettings analytics) {
    if (analytics.storage() == Storage.MEMORY) {
      return new MemoryStore(analytics.store());
    }
    RedisKeys keys = new RedisKeys(settings.orElseThrow().keyPrefix());
    AnalyticsStore store =
        new RedisStore(
            link.orElseThrow().calls(StringCodec.UTF8, "store"),
            keys,
            analytics.store(),
            where -> metrics.count(MeterName.UNREADABLE_ENTRIES, where));
    return new MeasuredStore(store, metrics);
  }

  /** Begins to hand messages on, and to publish what begins here. */
  public void bridge(Engine engine, Analytics analytics, CarillonSettings all) {
    bridge = settings.map(found -> start(found.bridge(), engine, analytics, all));
    bridge.ifPresent(started -> engine.onBroadcast(started::onBroadcast));
  }

  private Bridge start(
      BridgeSettings rows, Engine engine, Analytics analytics, CarillonSettings all) {
    boolean isToAll = rows.forward() == Forward.LEADER;
    Feeds feeds =
        new Feeds(isToAll ? engine::relay : engine::relayHere, analytics, all.subscriptions());
    return Bridge.start(link.orElseThrow(), rows, Duty.of(rows.forward(), system), feeds, meters);
  }

  /** Publishes an event that was tracked here, where the settings say so. */
  public void onAnalyticsEvent(Message event) {
    bridge.ifPresent(started -> started.onAnalyticsEvent(event));
  }
}
