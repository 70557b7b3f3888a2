package io.carillon.clusterconfig.redis;

import java.util.List;

/**
 * What goes in and out; {@code carillon.redis} in reference.conf holds the defaults.
 *
 * @param inlets the first whose source takes a channel has its messages
 */
public record BridgeSettings(
    Forward forward, List<Inlet> inlets, List<Outlet> outlets, Bounds bounds) {
  public BridgeSettings {
    inlets = List.copyOf(inlets);
    outlets = List.copyOf(outlets);
  }

  /** Whom to drop where more comes than is handed on. */
  public enum Overflow {
    /** The message that has waited longest. */
    DROP_OLDEST,
    /** The message that comes. */
    DROP_NEWEST
  }

  /**
   * Bounds of each inlet, and of all that is being published.
   *
   * @param inFlight messages handed on that are not done; the next waits
   * @param waiting messages that wait
   * @param waitingBytes what they may weigh together
   * @param messageBytes the largest message
   */
  public record Bounds(
      int inFlight, int waiting, int waitingBytes, int messageBytes, Overflow overflow) {}
}
