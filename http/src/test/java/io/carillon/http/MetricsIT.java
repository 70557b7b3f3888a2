package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Prometheus sees of the engine. */
class MetricsIT {
  private Door door;

  @BeforeEach
  void start() {
    door = Door.open("carillon.listeners.main.routes.\"/subscribe\" { protocol = subscriptions }");
  }

  @AfterEach
  void stop() {
    door.close();
  }

  private void shows(String... lines) {
    HttpResponse<String> response = door.get("/metrics");
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=UTF-8");
    assertThat(response.body().lines()).contains(lines);
  }

  @Test
  void beginsWithZeros() {
    shows(
        "carillon_connections 0.0",
        "carillon_broadcasts_total 0.0",
        "carillon_refused_broadcasts_total 0.0",
        "carillon_targets_total 0.0",
        "carillon_written_targets_total 0.0",
        "carillon_failed_targets_total{reason=\"closed\"} 0.0",
        "carillon_failed_targets_total{reason=\"slow\"} 0.0",
        "carillon_failed_targets_total{reason=\"expired\"} 0.0",
        "carillon_failed_targets_total{reason=\"error\"} 0.0",
        "carillon_invalid_subscription_frames_total 0.0");
  }

  @Test
  void saysWhatTheProcessMayRunShortOf() {
    double before = number("carillon_open_files");
    // Far more than what else this process may close meanwhile.
    for (int i = 0; i < 100; i++) {
      door.connectAs("/chat");
    }

    await().until(() -> number("carillon_open_files") > before);
    assertThat(number("carillon_max_files")).isGreaterThan(before);
    assertThat(number("carillon_heap_max_bytes"))
        .isEqualTo(Runtime.getRuntime().maxMemory())
        .isGreaterThanOrEqualTo(number("carillon_heap_live_bytes"));
    assertThat(number("carillon_start_time_seconds"))
        .isBetween(1.7e9, System.currentTimeMillis() / 1000.0);
  }

  @Test
  void saysNothingOfAClusterWhereThereIsNone() {
    assertThat(door.get("/metrics").body()).doesNotContain("carillon_cluster_");
  }

  @Test
  void countsConnectionsAndWhatTheyWereSent() {
    String first = door.connectAs("/chat").toString();
    door.connectAs("/chat");
    door.connectAs("/api");
    door.post("/frankenphp_ws/sendAll", "to three");
    door.post("/frankenphp_ws/sendAll?route=/chat", "to two");
    door.post("/frankenphp_ws/sendAll?route=/nobody", "to none");
    shows(
        "carillon_connections 3.0",
        "carillon_broadcasts_total 3.0",
        "carillon_targets_total 5.0",
        "carillon_written_targets_total 5.0");

    door.post("/frankenphp_ws/killConnection/" + first, "");
    door.post("/frankenphp_ws/sendAll", "to two that are left");
    shows(
        "carillon_connections 2.0",
        "carillon_broadcasts_total 4.0",
        "carillon_targets_total 7.0",
        "carillon_written_targets_total 7.0");
  }

  @Test
  void countsTargetsThatDoNotReadUntilTheyAreGone() {
    StoppedPeer stopped = new StoppedPeer(door.listener(), "/chat");
    await().until(() -> metric("carillon_connections").equals("1.0"));
    String message = "x".repeat(512 * 1024);
    for (int i = 0; i < 20; i++) {
      door.post("/frankenphp_ws/sendAll?timeout=10ms", message);
    }
    assertThat(number("carillon_targets_total")).isEqualTo(20);
    await().until(() -> number("carillon_failed_targets_total{reason=\"slow\"}") > 0);
    stopped.close();
    await().until(() -> metric("carillon_connections").equals("0.0"));

    await().until(() -> number("carillon_failed_targets_total{reason=\"closed\"}") > 0);
    double failed =
        number("carillon_failed_targets_total{reason=\"slow\"}")
            + number("carillon_failed_targets_total{reason=\"closed\"}");
    assertThat(number("carillon_written_targets_total")).isEqualTo(20 - failed);
  }

  @Test
  void countsSubscriptionFramesThatAreIgnored() {
    Peer peer = door.connect("/subscribe");
    peer.say("{");
    peer.say("{\"sender\":5}");

    await().until(() -> metric("carillon_invalid_subscription_frames_total").equals("2.0"));
  }

  private double number(String meter) {
    return Double.parseDouble(metric(meter));
  }

  private String metric(String meter) {
    return door.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(meter + " "))
        .map(line -> line.substring(meter.length() + 1))
        .findFirst()
        .orElseThrow();
  }
}
