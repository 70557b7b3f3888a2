package io.carillon.http;

import io.carillon.engine.Engine;
import io.carillon.engine.message.FailureReason;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** The meters that show what an engine does; it is asked whenever Prometheus asks. */
final class EngineMeters {
  private final Engine engine;
  private volatile int connections;

  private EngineMeters(Engine engine) {
    this.engine = engine;
  }

  static void show(Engine engine, Metrics metrics) {
    EngineMeters meters = new EngineMeters(engine);
    metrics.beforeEachScrape(meters::readConnections);
    NodeMeters.show(engine.traffic(), metrics);
    metrics.gauge(MeterName.CONNECTIONS, () -> meters.connections);
    metrics.counter(MeterName.BROADCASTS, () -> engine.totals().broadcasts());
    metrics.counter(MeterName.REFUSED_BROADCASTS, () -> engine.totals().refused());
    metrics.counter(MeterName.TARGETS, () -> engine.totals().targeted());
    metrics.counter(MeterName.WRITTEN_TARGETS, () -> engine.totals().written());
    for (FailureReason reason : FailureReason.values()) {
      metrics.counter(
          MeterName.FAILED_TARGETS,
          () -> engine.totals().failed().get(reason),
          reason.name().toLowerCase(Locale.ROOT));
    }
  }

  private CompletionStage<Void> readConnections() {
    return engine.connectionCountHere().thenAccept(count -> connections = count);
  }
}
