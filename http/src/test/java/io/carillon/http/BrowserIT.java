package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts of the compatible system's document in a real browser, word for word: they connect to
 * {@code localhost:8080}, which the browser is told is the server under test.
 */
class BrowserIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LAST = "observed.sockets[observed.sockets.length - 1]";

  @TempDir private Path profile;
  private AnalyticsDoor door;
  private Chromium browser;

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (door != null) {
      door.close();
    }
  }

  private void start(String heartbeatInterval, int speed) {
    door = AnalyticsDoor.open("carillon.analytics.heartbeat-interval = " + heartbeatInterval);
    browser = new Chromium(profile, "MAP localhost:8080 127.0.0.1:" + door.port());
    browser.run(script("observer").replace("SPEED", Integer.toString(speed)));
  }

  private static String script(String name) {
    try (var file = BrowserIT.class.getResourceAsStream("/analytics/" + name + ".js")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaits(String condition) {
    await().atMost(PATIENCE).until(() -> browser.run(condition).asBoolean());
  }

  private void isOpen(int sockets) {
    awaits("observed.sockets.length == " + sockets + " && " + LAST + ".heard.length > 0");
    assertThat(browser.run(LAST + ".heard[0].type").asText()).isEqualTo("initial_stats");
  }

  private void killAll() {
    JsonNode clients = Door.json(door.door.get("/frankenphp_ws/getClients")).path("clients");
    clients.forEach(id -> door.door.post("/frankenphp_ws/killConnection/" + id.asText(), ""));
  }

  @Test
  void theClientHearsFiguresBeatsAndEvents() {
    start("100ms", 1);
    browser.run(script("reconnection"));
    isOpen(1);
    door.track("one", "{'event_type':'page_view','page_url':'/cv'}");
    awaits(LAST + ".heard.some(each => each.type == 'page_view')");
    awaits(LAST + ".heard.filter(each => each.type == 'heartbeat').length >= 3");

    browser.run("analytics.send({ type: 'ping' })");
    awaits(LAST + ".heard.some(each => each.type == 'pong')");
    browser.run("analytics.send({ type: 'refresh_stats' })");
    awaits(LAST + ".heard.filter(each => each.type == 'initial_stats').length == 2");
  }

  @Test
  void theClientComesBackAfterFiveSeconds() {
    start("5s", 1);
    browser.run(script("reconnection"));
    isOpen(1);
    killAll();
    isOpen(2);

    double away =
        browser.run("observed.sockets[1].madeAt - observed.sockets[0].closedAt").asDouble();
    assertThat(away).isBetween(4_990.0, 10_000.0);
    assertThat(browser.run("observed.sockets[0].code").asInt()).isEqualTo(1006);
  }

  @Test
  void theClientWaitsLongerEachTimeUntilItIsBack() {
    start("5s", 50);
    browser.run(script("reconnection"));
    isOpen(1);
    int port = door.port();
    door.close();
    awaits("observed.delays.length >= 8");
    assertThat(browser.run("observed.delays.slice(0, 8)").toString())
        .isEqualTo("[5000,7500,11250,16875,25312.5,30000,30000,30000]");

    door = AnalyticsDoor.open("carillon.listeners.main.port = " + port);
    awaits(LAST + ".heard.length > 0");
    browser.run("observed.delays.length = 0");
    killAll();
    awaits("observed.delays.length == 1");
    assertThat(browser.run("observed.delays").toString()).isEqualTo("[5000]");
  }

  @Test
  void aLivingHeartbeatKeepsTheConnection() {
    start("500ms", 10);
    browser.run(script("reconnection"));
    browser.run("{ const ws = analytics.ws;\n" + script("heartbeat-detection") + "}");
    awaits(LAST + ".heard.filter(each => each.type == 'heartbeat').length >= 8");

    assertThat(browser.run("observed.sockets.length").asInt()).isEqualTo(1);
    assertThat(browser.run("observed.warnings").toString()).isEqualTo("[]");
  }

  @Test
  void aDeadHeartbeatIsDetected() {
    start("1h", 10);
    browser.run(script("reconnection"));
    browser.run("{ const ws = analytics.ws;\n" + script("heartbeat-detection") + "}");
    isOpen(2);

    assertThat(browser.run("observed.warnings[0]").asText())
        .isEqualTo("No heartbeat received, connection may be dead");
    double lived =
        browser.run("observed.sockets[0].closedAt - observed.sockets[0].madeAt").asDouble();
    assertThat(lived).isBetween(1_500.0, 10_000.0);
  }

  @Test
  void theDashboardIsUpdatedByHeartbeats() {
    start("100ms", 1);
    browser.run("var shown = []; var updateDashboard = stats => shown.push(stats)");
    String example = script("dashboard");
    String request = example.substring(example.indexOf("// Envoyer"));
    // As it stands it asks for figures before it is connected, which no browser lets it do.
    browser.run(example.replace(request, ""));
    awaits("ws.readyState == WebSocket.OPEN");
    browser.run(request);
    awaits("shown.length >= 3");

    assertThat(browser.run("Object.keys(shown[0])").toString())
        .isEqualTo(
            "[\"current_visitors\",\"unique_today\",\"total_events\",\"letters_today\","
                + "\"timestamp\"]");
    awaits(LAST + ".heard.filter(each => each.type == 'initial_stats').length == 2");
  }
}
