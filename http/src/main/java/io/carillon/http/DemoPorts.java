package io.carillon.http;

import io.carillon.engine.connection.Listener;
import java.net.URI;

/**
 * Where the systems of the demo really listen.
 *
 * @param admin of frankenphp_ws and of the native API
 * @param web events and analytics
 */
record DemoPorts(int admin, int frankenphp, int subscriptions, int web, int workerman) {
  static final String HOST = "127.0.0.1";

  static DemoPorts of(CarillonServer server) {
    return new DemoPorts(
        server.adminAddress().getPort(),
        port(server, "main"),
        port(server, "subscriptions"),
        port(server, "web"),
        port(server, "workerman"));
  }

  static URI http(int port, String path) {
    return URI.create("http://" + HOST + ":" + port + path);
  }

  static URI webSocket(int port, String path) {
    return URI.create("ws://" + HOST + ":" + port + path);
  }

  private static int port(CarillonServer server, String name) {
    return server.listeners().stream()
        .filter(listener -> listener.name().equals(name))
        .map(Listener::address)
        .findFirst()
        .orElseThrow()
        .getPort();
  }
}
