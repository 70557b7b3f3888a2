package io.carillon.http;

import java.util.List;

/**
 * Where a node of a cluster runs.
 *
 * @param host its address, for the other nodes, for clients and for the admin port
 * @param port by which the other nodes reach it
 * @param settings what it must know besides, as text in HOCON
 * @param before what starts the command that follows it at that place; empty for here
 */
record NodePlace(String host, int port, String settings, List<String> before) {
  /** A free port of the loopback interface. */
  static NodePlace here(String settings) {
    return new NodePlace("127.0.0.1", FreePorts.next(), settings, List.of());
  }
}
