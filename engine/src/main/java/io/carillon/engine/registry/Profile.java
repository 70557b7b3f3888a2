package io.carillon.engine.registry;

import io.carillon.engine.information.StoredInformation;
import io.carillon.engine.information.StoredSession;
import io.carillon.engine.label.Labels;
import io.carillon.engine.message.ConnectionId;
import java.util.function.UnaryOperator;

/**
 * What anybody may read of a connection without asking its actor: its current id, its labels, its
 * stored information and its session.
 *
 * <p>The one thing about a connection that never changes is this object: it is shared by the
 * connection's {@link Member} and its actor and compared by identity. The registry renames and
 * takes off labels that are dissolved, the actor labels and stores, any thread reads.
 */
public final class Profile {
  private final StateSettings settings;
  private final GhostPlaces ghostPlaces;
  private final StoredInformation information;
  private final StoredSession session;
  private volatile ConnectionId id;
  private boolean killed;
  private volatile Labels labels = Labels.NONE;

  Profile(ConnectionId id, StateSettings settings, GhostPlaces ghostPlaces) {
    this.id = id;
    this.settings = settings;
    this.ghostPlaces = ghostPlaces;
    this.information =
        new StoredInformation(settings.informationKeys(), settings.informationBytes());
    this.session = new StoredSession(settings.sessionBytes());
  }

  /** The id as it stands now. */
  public ConnectionId id() {
    return id;
  }

  /**
   * Its labels. Those that find it are the registry's: a label is here a little before it finds the
   * connection, and gone from here a little before it no longer does.
   */
  public Labels labels() {
    return labels;
  }

  /** The bounds of what is kept for the connection. */
  public StateSettings settings() {
    return settings;
  }

  /** The node's places for ghosts. */
  public GhostPlaces ghostPlaces() {
    return ghostPlaces;
  }

  public StoredInformation information() {
    return information;
  }

  public StoredSession session() {
    return session;
  }

  /**
   * Changes its labels. For the connection's actor, which tells the registry as well, and for a
   * label's supervisor that takes the label off everybody.
   */
  public synchronized void relabel(UnaryOperator<Labels> change) {
    labels = change.apply(labels);
  }

  /** It was told to end at once; false if it had been before. For the registry. */
  boolean kill() {
    boolean wasAlive = !killed;
    killed = true;
    return wasAlive;
  }

  void rename(ConnectionId next) {
    id = next;
  }
}
