package io.carillon.http.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.http.Server;
import io.carillon.http.server.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** A dashboard: figures when a client connects, and new ones every five seconds. */
public final class Dashboard {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Server server = Server.create().port(8082);
  private final Duration interval;

  public static void main(String[] arguments) {
    new Dashboard(Duration.ofSeconds(5)).server().run();
  }

  Dashboard(Duration interval) {
    this.interval = interval;
    server.on("/dashboard", this::show);
  }

  Server server() {
    return server;
  }

  private void show(Connection connection) throws InterruptedException {
    connection.send(event("dashboard_data", figures()));
    Instant next = Instant.now().plus(interval);
    while (connection.isConnected()) {
      Duration left = Duration.between(Instant.now(), next);
      if (left.isNegative() || left.isZero()) {
        connection.send(event("dashboard_update", update()));
        next = Instant.now().plus(interval);
      } else {
        connection.read(left); // what clients say means nothing here, but their end does
      }
    }
  }

  private ObjectNode figures() {
    return JSON.createObjectNode()
        .put("users_online", server.connectionCount())
        .put("messages_today", ThreadLocalRandom.current().nextInt(150, 160))
        .put("system_status", "healthy");
  }

  private ObjectNode update() {
    return figures().put("last_update", Instant.now().getEpochSecond());
  }

  private static String event(String name, ObjectNode data) {
    return JSON.createObjectNode().put("event", name).set("data", data).toString();
  }
}
