package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.node.Standing;
import io.carillon.engine.node.Traffic;
import io.carillon.http.metrics.Metrics;
import java.time.Duration;
import java.util.Map;
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

  @Test
  void showsHowItStandsWithThoseThatBelongToTheCluster() throws Exception {
    NodeMeters.show(traffic, metrics);
    assertThat(scrape())
        .contains("carillon_node_partial_messages 0.0", "carillon_node_partial_bytes 0.0");
    traffic.hold(2, 300);
    traffic.stand(Map.of(2, new Standing(true, 4, 5, 60)));
    traffic.lag(2, Duration.ofMillis(30));
    assertThat(scrape())
        .contains("carillon_node_partial_messages 2.0", "carillon_node_partial_bytes 300.0")
        .contains("carillon_node_waiting_broadcasts{peer=\"other\"} 4.0")
        .contains("carillon_node_suspect{peer=\"other\"} 1.0")
        .contains("carillon_node_unheard_broadcasts{peer=\"other\"} 5.0")
        .contains("carillon_node_unheard_bytes{peer=\"other\"} 60.0")
        .contains("carillon_node_lag_seconds_bucket{peer=\"other\",le=\"0.025\"} 0")
        .contains("carillon_node_lag_seconds_bucket{peer=\"other\",le=\"0.05\"} 1")
        .contains("carillon_node_lag_seconds_sum{peer=\"other\"} 0.03");
    traffic.stand(Map.of());
    assertThat(scrape()).doesNotContain("waiting_broadcasts{", "unheard_bytes{");
  }

  private String scrape() throws Exception {
    return metrics.scrape().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }
}
