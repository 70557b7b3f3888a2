package io.carillon.benchmarks.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.carillon.http.CarillonServer;
import io.carillon.http.settings.ConfigSources;

/** A Carillon in this JVM on free ports of 127.0.0.1; {@link #stop} ends it. */
final class LocalServer {
  private static final String PORTS =
      "carillon.listeners.main { host = 127.0.0.1, port = 0 }, carillon.admin.port = 0";

  private final CarillonServer server;

  private LocalServer(CarillonServer server) {
    this.server = server;
  }

  static LocalServer start() {
    Config ports = ConfigFactory.parseString(PORTS);
    return new LocalServer(
        CarillonServer.start(ports.withFallback(ConfigSources.shipped().load())));
  }

  int socketPort() {
    return server.listeners().get(0).address().getPort();
  }

  /** Where WebSockets are opened. */
  String sockets() {
    return "ws://127.0.0.1:" + socketPort();
  }

  /** Where broadcasts are posted. */
  String admin() {
    return "http://127.0.0.1:" + server.adminAddress().getPort();
  }

  void stop() {
    server.stop().toCompletableFuture().join();
  }
}
