package io.carillon.benchmarks.compare;

import io.carillon.benchmarks.load.LoadTarget;
import io.carillon.benchmarks.sample.Kind;
import io.carillon.benchmarks.wire.SocketPath;
import java.util.List;
import java.util.Set;

/** How a server is started and asked. */
enum Dialect {
  /** The reference servers: the port is an argument, the half a query. */
  REFERENCE(Set.of(Kind.RECEIVED)),
  /** A reference server that knows no half. */
  WHOLE_ONLY(Set.of(Kind.RECEIVED, Kind.HALF)),
  /**
   * Carillon: ports are properties, messages go to the admin port, the half is a tag.
   *
   * <p>A publish may take 10 s, since the references set no limit: with the default of 1 s the
   * answer on an overloaded machine is an honest count of those reached so far, not of all.
   */
  CARILLON(Set.of());

  private static final String SOCKETS = "/bench";
  private static final String ECHO = "/echo";
  private static final String ROUTE = "?route=" + SOCKETS + "&timeout=10s";
  private static final String ADMIN = "/frankenphp_ws";

  private final Set<Kind> unknown;

  Dialect(Set<Kind> unknown) {
    this.unknown = unknown;
  }

  /** Whether the server can do such a scenario at all. */
  boolean knows(Kind kind) {
    return !unknown.contains(kind);
  }

  /** Whether messages are posted to a port of their own. */
  boolean hasPublishPort() {
    return this == CARILLON;
  }

  /** Where WebSockets are opened that are only held. */
  String socketPath() {
    return SOCKETS;
  }

  /** Where the load client of a scenario connects and what it posts to. */
  LoadTarget target(Kind kind, int port, int publishPort, long pid) {
    String path = kind == Kind.ECHO ? ECHO : SOCKETS;
    String tagApi = this == CARILLON ? ADMIN : "";
    return new LoadTarget(port, path, publishPort, publishPath(kind), tagApi, pid);
  }

  private String publishPath(Kind kind) {
    if (this != CARILLON) {
      return kind == Kind.HALF ? "/pub" + SocketPath.HALF : "/pub";
    }
    return switch (kind) {
      case HALF -> ADMIN + "/sendToTag/" + LoadTarget.TAG + ROUTE;
      case RECEIVED -> ADMIN + "/sendAll" + ROUTE + "&level=received";
      default -> ADMIN + "/sendAll" + ROUTE;
    };
  }

  /** Options of its JVM for the given ports; those that only it knows. */
  List<String> properties(int port, int publishPort) {
    return this != CARILLON
        ? List.of()
        : List.of(
            "-Dcarillon.listeners.main.host=127.0.0.1",
            "-Dcarillon.listeners.main.port=" + port,
            "-Dcarillon.admin.port=" + publishPort);
  }

  /** Arguments of its main method. */
  List<String> arguments(int port) {
    return this == CARILLON ? List.of() : List.of(Integer.toString(port));
  }
}
