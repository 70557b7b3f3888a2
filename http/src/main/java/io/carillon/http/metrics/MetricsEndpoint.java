package io.carillon.http.metrics;

import io.carillon.http.endpoint.Endpoint;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code GET /metrics}, as Prometheus asks for it. */
public final class MetricsEndpoint {
  private static final ContentType.NonBinary TEXT =
      (ContentType.NonBinary) ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

  private MetricsEndpoint() {}

  /** The row. */
  public static Endpoint of(Metrics metrics) {
    return Endpoint.get(
        "/metrics",
        call ->
            metrics
                .scrape()
                .thenApply(
                    text -> HttpResponse.create().withEntity(HttpEntities.create(TEXT, text))));
  }
}
