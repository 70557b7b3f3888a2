package io.carillon.clusterconfig;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a node is reached by the others.
 *
 * @param host a name or an IPv4 address
 * @param port 0 takes any free one, so such a node can join others but is no seed
 */
public record NodeAddress(String host, int port) {
  /** What {@link #isHost} takes, in words. */
  public static final String HOST_EXPECTATION = "a host name or an IPv4 address without a port";

  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
  private static final Pattern ADDRESS = Pattern.compile("([^:]+)(?::([0-9]{1,5}))?");

  /** Whether the text can be the host of a node; one that must be resolved is not looked up. */
  public static boolean isHost(String text) {
    return HOST.matcher(text).matches();
  }

  /**
   * Reads {@code host} or {@code host:port}.
   *
   * @param port of an address that names none
   */
  public static Optional<NodeAddress> parse(String text, int port) {
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches() || !isHost(matcher.group(1))) {
      return Optional.empty();
    }
    int own = matcher.group(2) == null ? port : Integer.parseInt(matcher.group(2));
    return own > HIGHEST_PORT || own == 0
        ? Optional.empty()
        : Optional.of(new NodeAddress(matcher.group(1), own));
  }

  /**
   * Whether only this machine can reach the host; a name that cannot be resolved is not loopback.
   * Looks names up, so it may wait for DNS.
   */
  public static boolean isLoopback(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
