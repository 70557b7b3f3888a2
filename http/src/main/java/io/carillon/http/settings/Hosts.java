package io.carillon.http.settings;

import io.carillon.clusterconfig.NodeAddress;
import io.carillon.engine.connection.RoutePattern;
import java.util.regex.Pattern;

/** What hosts, origins and paths in the configuration look like. */
final class Hosts {
  static final String EXPECTATION =
      "a host name or an IP address without a port, as in 127.0.0.1 or \"::1\"";
  static final String ORIGIN_EXPECTATION =
      "origins exactly as browsers send them, as in \"https://app.example.com\"";
  static final String ROUTE_EXPECTATION =
      "a path that begins with /, as in \"/chat\", or a pattern whose placeholders are whole"
          + " segments with names of their own, as in \"/chat/{room}\"";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9.])?");
  private static final Pattern IPV6 = Pattern.compile("\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[^/]*");
  private static final Pattern ORIGIN =
      Pattern.compile("[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");
  private static final Pattern ROUTE = Pattern.compile("/[!-~&&[^?#]]*");

  private Hosts() {}

  static boolean isHost(String text) {
    return NAME.matcher(text).matches() || IPV6.matcher(text).matches();
  }

  static boolean isOrigin(String text) {
    return ORIGIN.matcher(text).matches();
  }

  static boolean isRoute(String text) {
    if (!ROUTE.matcher(text).matches()) {
      return false;
    }
    try {
      RoutePattern.of(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Whether only this machine can reach the host; a name that cannot be resolved is not loopback.
   */
  static boolean isLoopback(String host) {
    return NodeAddress.isLoopback(host);
  }
}
