package io.carillon.http.webhook;

import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;

/** Shows the figures of webhooks to Prometheus. */
final class WebhookMeters {
  private WebhookMeters() {}

  static void show(String name, Room room, Figures figures, Metrics metrics) {
    metrics.gauge(MeterName.WEBHOOK_QUEUE, room::events, name);
    metrics.gauge(MeterName.WEBHOOK_QUEUE_AGE, () -> age(figures).toMillis() / 1000.0, name);
    metrics.counter(MeterName.WEBHOOK_EVENTS, figures.delivered::sum, name, "delivered");
    metrics.counter(MeterName.WEBHOOK_EVENTS, figures.dropped::sum, name, "dropped");
    metrics.counter(MeterName.WEBHOOK_EVENTS, figures.rejected::sum, name, "rejected");
    metrics.counter(MeterName.WEBHOOK_EVENTS, figures.abandoned::sum, name, "abandoned");
    metrics.counter(MeterName.WEBHOOK_FAILED_ATTEMPTS, figures.failedAttempts::sum, name);
  }

  private static Duration age(Figures figures) {
    return figures.oldestAge(Instant.now());
  }
}
