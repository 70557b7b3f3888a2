package io.carillon.http.settings;

/**
 * Routes whose protocol is {@code relay}; {@code carillon.relay} in reference.conf holds the
 * defaults and their reasons.
 *
 * @param isToSender whether the sender of a message gets it too
 */
public record RelaySettings(Scope scope, boolean isToSender) {

  /** Who gets what a client says; in a cluster, on all nodes. */
  public enum Scope {
    /** Everybody on the same listener, whatever the path. */
    LISTENER,
    /** Everybody on the same route. */
    ROUTE,
    /** Everybody. */
    ALL
  }
}
