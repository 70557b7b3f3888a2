package io.carillon.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Finds out that an address cannot be bound before Pekko does, which would log a stack trace where
 * our one line says it all.
 *
 * <p>The socket that tries never listens, so nobody can connect to it. If another program takes the
 * port between this and the real bind, that one fails and Pekko logs.
 */
final class PortProbe {
  private PortProbe() {}

  /**
   * Binds and lets go; a host name that cannot be resolved is left to the real bind.
   *
   * @throws IOException if the address is in use or not of this machine
   */
  static void check(String host, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      return;
    }
    try (Socket probe = new Socket()) {
      probe.setReuseAddress(true); // as the real one: connections that just ended are no obstacle
      probe.bind(address);
    }
  }
}
