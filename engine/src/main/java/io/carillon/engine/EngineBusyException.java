package io.carillon.engine;

/**
 * Fails a broadcast that was refused because {@link EngineSettings#maxBroadcastsInFlight()} others
 * still wait for their acks.
 *
 * <p>Nothing was sent to anybody; the same call may be repeated a little later.
 */
public final class EngineBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineBusyException(int maxBroadcastsInFlight) {
    super("refused: " + maxBroadcastsInFlight + " broadcasts are already in flight");
  }
}
