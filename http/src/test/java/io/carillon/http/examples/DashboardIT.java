package io.carillon.http.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.http.Server;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DashboardIT {
  private static final Duration INTERVAL = Duration.ofMillis(400);
  private static final int UPDATES = 3;

  @Test
  void showsFiguresAtOnceAndNewOnesAsTimeGoesBy() {
    Dashboard dashboard = new Dashboard(INTERVAL);
    long start = System.nanoTime();
    try (Server server = dashboard.server().host("127.0.0.1").port(0).start()) {
      try (Client client = Client.connect(server, "/dashboard")) {
        JsonNode first = client.hear();
        assertThat(first.get("event").asText()).isEqualTo("dashboard_data");
        assertThat(first.get("data").get("users_online").asInt()).isOne();
        client.say("{\"action\":\"refresh\"}");
        for (int i = 0; i < UPDATES; i++) {
          JsonNode update = client.hear();
          assertThat(update.get("event").asText()).isEqualTo("dashboard_update");
          assertThat(update.get("data").get("last_update").isIntegralNumber()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .as("one interval before each update")
            .isGreaterThanOrEqualTo(INTERVAL.multipliedBy(UPDATES));
      }
      await().until(() -> server.connectionCount() == 0);
    }
  }
}
