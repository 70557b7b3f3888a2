package io.carillon.http.admin;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * By which names the port may be called. A page whose name was rebound to this machine still says
 * its own name in Host, and is found out.
 *
 * <p>Ports are not compared: a tunnel changes them, and rebinding is about names.
 */
final class HostPolicy {
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");

  private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
  private final boolean anyAddress;

  /**
   * @param boundHost as configured; bound to all interfaces, any IP address is taken for a name,
   *     since no address can be rebound
   */
  HostPolicy(String boundHost, List<String> allowedHosts) {
    names.add(bracketed(boundHost));
    allowedHosts.forEach(host -> names.add(bracketed(host)));
    anyAddress = WILDCARDS.contains(boundHost);
  }

  /** Whether the value of a Host header names this port. */
  boolean allows(String hostHeader) {
    String name = withoutPort(hostHeader.toLowerCase(Locale.ROOT));
    return names.contains(name) || (anyAddress && ADDRESS.matcher(name).matches());
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']') && host.substring(colon + 1).matches("[0-9]+");
    return port ? host.substring(0, colon) : host;
  }

  private static String bracketed(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.contains(":") && !lower.startsWith("[") ? "[" + lower + "]" : lower;
  }
}
