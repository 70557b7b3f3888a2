package io.carillon.http;

import io.carillon.engine.connection.Listener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** What Main prints once everything listens: where, and two lines to try. */
final class Greeting {
  private Greeting() {}

  static List<String> lines(String version, CarillonServer server, boolean token) {
    List<String> lines = new ArrayList<>();
    lines.add("Carillon " + version);
    for (Listener listener : server.listeners()) {
      lines.add("  listener " + listener.name() + "  ws://" + shown(listener.address()));
    }
    if (server.hasAdmin()) {
      lines.add(
          "  admin API  http://"
              + shown(server.adminAddress())
              + (token ? "  with a bearer token" : "  without a token"));
    }
    if (server.hasAdmin() && !server.listeners().isEmpty()) {
      lines.add("Try, each in a terminal of its own:");
      lines.add("  websocat ws://" + reachable(server.listeners().get(0).address()) + "/chat");
      lines.add("  " + curl(server.adminAddress(), token));
    }
    return lines;
  }

  private static String curl(InetSocketAddress admin, boolean token) {
    String header = token ? " -H \"Authorization: Bearer $CARILLON_ADMIN_TOKEN\"" : "";
    return "curl"
        + header
        + " -d hello 'http://"
        + reachable(admin)
        + "/frankenphp_ws/sendAll?route=/chat'";
  }

  private static String shown(InetSocketAddress address) {
    return host(address.getAddress()) + ":" + address.getPort();
  }

  /** An address that a client on this machine can use. */
  private static String reachable(InetSocketAddress address) {
    boolean everywhere = address.getAddress().isAnyLocalAddress();
    return (everywhere ? "127.0.0.1" : host(address.getAddress())) + ":" + address.getPort();
  }

  private static String host(InetAddress address) {
    String text = address.isAnyLocalAddress() ? "0.0.0.0" : address.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }
}
