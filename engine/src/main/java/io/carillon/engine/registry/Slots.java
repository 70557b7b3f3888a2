package io.carillon.engine.registry;

import java.util.BitSet;

/**
 * Gives each open connection a number of its own, the smallest that is free, so that sets of
 * connections can be bits.
 *
 * <p>As large as the most connections that were open at once. Owned by one actor.
 */
final class Slots {
  private final BitSet taken = new BitSet();
  private int lowestFree;

  int take() {
    int slot = taken.nextClearBit(lowestFree);
    taken.set(slot);
    lowestFree = slot + 1;
    return slot;
  }

  /** Only once nobody who is asked from now on still names the connection that had it. */
  void free(int slot) {
    taken.clear(slot);
    lowestFree = Math.min(lowestFree, slot);
  }
}
