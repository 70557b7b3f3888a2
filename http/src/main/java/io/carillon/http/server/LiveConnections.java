package io.carillon.http.server;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections of one server. Thread-safe; as large as the listeners let it become. */
public final class LiveConnections {
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  void add(Connection connection) {
    open.add(connection);
  }

  void remove(Connection connection) {
    open.remove(connection);
  }

  public int count() {
    return open.size();
  }

  /** Those that are open now, in no particular order. */
  public List<Connection> list() {
    return List.copyOf(open);
  }
}
