package io.carillon.http.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.http.Server;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DashboardIT {

  @Test
  void showsFiguresAtOnceAndNewOnesAsTimeGoesBy() {
    Dashboard dashboard = new Dashboard(Duration.ofMillis(50));
    try (Server server = dashboard.server().host("127.0.0.1").port(0).start()) {
      try (Client client = Client.connect(server, "/dashboard")) {
        JsonNode first = client.hear();
        assertThat(first.get("event").asText()).isEqualTo("dashboard_data");
        assertThat(first.get("data").get("users_online").asInt()).isOne();
        client.say("{\"action\":\"refresh\"}");
        for (int i = 0; i < 3; i++) {
          JsonNode update = client.hear();
          assertThat(update.get("event").asText()).isEqualTo("dashboard_update");
          assertThat(update.get("data").get("last_update").isIntegralNumber()).isTrue();
        }
      }
      await().until(() -> server.connectionCount() == 0);
    }
  }
}
