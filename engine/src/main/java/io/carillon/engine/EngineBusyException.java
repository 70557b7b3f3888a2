package io.carillon.engine;

/**
 * Fails what was refused because too much of its kind is under way: a broadcast, because {@link
 * EngineSettings#maxBroadcastsInFlight()} others still wait for their acks, or a search.
 *
 * <p>Nothing was sent to anybody; the same call may be repeated a little later.
 */
public final class EngineBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Refuses.
   *
   * @param what why, for the caller, as in {@code too many broadcasts in flight}
   */
  public EngineBusyException(String what) {
    super(what + ", try again later");
  }
}
