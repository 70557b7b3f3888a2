package io.carillon.engine;

/**
 * A broadcast was refused because too many wait for their acks already, or its deadline passed
 * before its turn came; nothing was sent. Trying again later makes sense.
 */
public final class EngineBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineBusyException(int inFlight) {
    super(inFlight + " broadcasts are in flight already");
  }
}
