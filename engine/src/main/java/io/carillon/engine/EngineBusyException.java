package io.carillon.engine;

/**
 * Fails what was refused because too much of its kind is under way: a broadcast, because {@link
 * EngineSettings#maxBroadcastsInFlight()} others still wait for their acks, a search, a rename; or
 * because most nodes of the cluster cannot be reached and a global value needs them.
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
