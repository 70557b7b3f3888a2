package io.carillon.engine;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Ghosted;
import java.util.concurrent.CompletionStage;

/**
 * Connections that outlive their sockets.
 *
 * <p>A ghost keeps its id, labels and stored information when its socket ends, and is counted and
 * listed until it is released; what is sent to it then fails as closed. At most {@code
 * carillon.engine.state.max-ghosts} at a time, each for {@code ghost-time-to-live} if that is set.
 * Thread-safe; nothing here blocks.
 */
public final class Ghosts {
  private final Questions questions;

  Ghosts(Questions questions) {
    this.questions = questions;
  }

  /** Makes a connection a ghost, whose socket may still be open; repeating changes nothing. */
  public CompletionStage<Ghosted> activate(ConnectionId id) {
    return questions.command(id, Commands.ACTIVATE_GHOST);
  }

  /** Ends a ghost, and closes its socket if that is still open; false if it is none. */
  public CompletionStage<Boolean> release(ConnectionId id) {
    return questions.command(id, Commands.RELEASE_GHOST);
  }

  public CompletionStage<Boolean> isGhost(ConnectionId id) {
    return questions.command(id, Commands.IS_GHOST);
  }
}
