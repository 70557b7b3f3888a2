package io.carillon.engine.application;

/** What runs behind a route: it is told of every WebSocket that opens there. Thread-safe. */
@FunctionalInterface
public interface Application {

  /**
   * A WebSocket has opened: it is a member of its route, its handshake has been answered, and none
   * of its messages has been read. Called once for each, on the connection's thread of the moment;
   * must not block. What it throws is logged and closes the connection with 1011; there is no
   * conversation then and nothing more is told.
   */
  Conversation open(Peer peer);

  /**
   * Whether its conversations ask for {@link Peer#opening}. If not, the request is forgotten as
   * soon as it is answered, which saves a connection a few kilobytes.
   */
  default boolean wantsOpening() {
    return true;
  }
}
