package io.carillon.http.analytics;

import io.carillon.engine.application.Application;
import io.carillon.engine.application.Conversation;
import io.carillon.engine.application.Peer;
import io.carillon.engine.protocol.analytics.AnalyticsStats;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What runs behind a route whose protocol is {@code analytics}: figures on connecting and on
 * request, a pong for a ping.
 */
final class AnalyticsSocket implements Application {
  /** A client whose figures take longer gets none. */
  private static final Duration STATS_TIMEOUT = Duration.ofSeconds(5);

  private final StatsReading stats;
  private final Audience audience;
  private final ActorRef<Heartbeat.Command> heartbeat;
  private final Metrics metrics;
  private final AtomicInteger open = new AtomicInteger();

  AnalyticsSocket(
      StatsReading stats,
      Audience audience,
      ActorRef<Heartbeat.Command> heartbeat,
      Metrics metrics) {
    this.stats = stats;
    this.audience = audience;
    this.heartbeat = heartbeat;
    this.metrics = metrics;
    metrics.gauge(MeterName.WEBSOCKET_CONNECTIONS, open::get);
  }

  @Override
  public boolean wantsOpening() {
    return false;
  }

  @Override
  public Conversation open(Peer peer) {
    open.incrementAndGet();
    heartbeat.tell(Heartbeat.Joined.INSTANCE);
    AnalyticsClient client = new AnalyticsClient(this, peer);
    client.refresh();
    return client;
  }

  void closed() {
    open.decrementAndGet();
    heartbeat.tell(Heartbeat.Left.INSTANCE);
  }

  /** Reads the figures and hands them over on any thread, at once or later; null if it cannot. */
  void readStats(Consumer<AnalyticsStats> reader) {
    stats.read(STATS_TIMEOUT).whenComplete((read, failure) -> reader.accept(read));
  }

  Audience audience() {
    return audience;
  }

  Metrics metrics() {
    return metrics;
  }

  Instant now() {
    return stats.clock().instant();
  }
}
