package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.node.Traffic;
import io.carillon.http.metrics.Metrics;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeMetersTest {
  private final Traffic traffic = new Traffic(1);
  private final Metrics metrics = new Metrics();

  @Test
  void showsEachPeerOnceSomethingWasCountedOfIt() throws Exception {
    NodeMeters.show(traffic, metrics);
    assertThat(scrape())
        .contains("carillon_nodes{state=\"present\"} 0.0", "carillon_nodes{state=\"lost\"} 0.0")
        .contains("carillon_node_questions 0.0")
        .doesNotContain("peer=");
    traffic.unknown();
    traffic.add(2, Traffic.Count.REFUSED);
    traffic.add(2, Traffic.Count.REFUSED);
    assertThat(scrape())
        .contains("carillon_node_unknown_messages_total{peer=\"other\"} 1.0")
        .contains("carillon_node_refused_total{peer=\"other\"} 2.0")
        .contains("carillon_node_messages_total{direction=\"in\",peer=\"other\"} 0.0");
    traffic.unknown();
    assertThat(scrape()).contains("carillon_node_unknown_messages_total{peer=\"other\"} 2.0");
  }

  private String scrape() throws Exception {
    return metrics.scrape().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }
}
