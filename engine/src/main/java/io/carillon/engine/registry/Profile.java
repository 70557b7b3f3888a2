package io.carillon.engine.registry;

import io.carillon.engine.message.ConnectionId;

/**
 * What anybody may read of a connection without asking its actor: its current id.
 *
 * <p>The one thing about a connection that never changes is this object: it is shared by the
 * connection's {@link Member} and its actor and compared by identity. The registry renames; any
 * thread reads.
 */
public final class Profile {
  private volatile ConnectionId id;

  Profile(ConnectionId id) {
    this.id = id;
  }

  /** The id as it stands now. */
  public ConnectionId id() {
    return id;
  }

  void rename(ConnectionId next) {
    id = next;
  }
}
