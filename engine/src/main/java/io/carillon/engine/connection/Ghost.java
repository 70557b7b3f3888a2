package io.carillon.engine.connection;

import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.Ghosted;
import io.carillon.engine.registry.GhostPlaces;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Whether a connection stays when its socket ends. Owned by the connection's actor.
 *
 * <table>
 * <caption>States</caption>
 * <tr><td>LIVE</td><td>ends with its socket</td></tr>
 * <tr><td>GHOST</td><td>stays, with its id, labels and stored information, counted and listed; once
 *     its socket has ended, what is sent to it fails as closed</td></tr>
 * <tr><td>RELEASED</td><td>was a ghost and ends now; never one again</td></tr>
 * </table>
 */
final class Ghost {
  private enum State {
    LIVE,
    GHOST,
    RELEASED
  }

  private final ActorContext<ConnectionCommand> context;
  private final GhostPlaces places;
  private final Optional<Duration> timeToLive;
  private State state = State.LIVE;
  private Cancellable timer;

  /**
   * Not a ghost yet.
   *
   * @param timeToLive how long it may stay without a socket; empty for as long as it is not
   *     released
   */
  Ghost(
      ActorContext<ConnectionCommand> context, GhostPlaces places, Optional<Duration> timeToLive) {
    this.context = context;
    this.places = places;
    this.timeToLive = timeToLive;
  }

  Ghosted activate() {
    if (state == State.RELEASED) {
      return Ghosted.UNKNOWN_CONNECTION;
    }
    if (state == State.LIVE) {
      if (!places.take()) {
        return Ghosted.TOO_MANY;
      }
      state = State.GHOST;
    }
    return Ghosted.DONE;
  }

  /** It ends now; false if it is no ghost. */
  boolean release() {
    if (state != State.GHOST) {
      return false;
    }
    state = State.RELEASED;
    places.leave();
    if (timer != null) {
      timer.cancel();
    }
    return true;
  }

  boolean isHeld() {
    return state == State.GHOST;
  }

  boolean wasReleased() {
    return state == State.RELEASED;
  }

  /** Its socket has ended; from now on its time counts. */
  void socketEnded() {
    if (state == State.GHOST && timeToLive.isPresent()) {
      timer =
          context.scheduleOnce(
              timeToLive.get(),
              context.getSelf(),
              new ConnectionCommand.ReleaseGhost(context.getSystem().ignoreRef()));
    }
  }
}
