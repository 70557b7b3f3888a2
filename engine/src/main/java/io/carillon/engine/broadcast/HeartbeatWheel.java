package io.carillon.engine.broadcast;

import io.carillon.engine.delivery.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * When each connection of a lane is due for a look: one timer for all of them.
 *
 * <p>A ring of slots, one tick apart; a connection that is due later than one turn is looked at
 * once a turn. As large as the number of the lane's connections. Owned by its lane; time is an
 * argument.
 */
final class HeartbeatWheel {
  private static final int SLOTS = 64;

  private final long tickNanos;
  private final List<List<Endpoint>> slots = new ArrayList<>(SLOTS);
  private long nextTick;
  private int nextSlot;

  /** An empty wheel whose first tick is one after {@code now}. */
  HeartbeatWheel(long tickNanos, long now) {
    this.tickNanos = tickNanos;
    this.nextTick = now + tickNanos;
    for (int slot = 0; slot < SLOTS; slot++) {
      slots.add(new ArrayList<>());
    }
  }

  /** Looks at the connection at {@code due}, or up to one tick later. */
  void add(Endpoint endpoint, long due) {
    long ticks = Math.max(0, (due - nextTick + tickNanos - 1) / tickNanos);
    slots.get((nextSlot + (int) Math.min(ticks, SLOTS - 1)) % SLOTS).add(endpoint);
  }

  /** Looks at all that are due by now. */
  void advance(long now) {
    while (now - nextTick >= 0) {
      List<Endpoint> due = slots.set(nextSlot, new ArrayList<>());
      nextSlot = (nextSlot + 1) % SLOTS;
      nextTick += tickNanos;
      for (Endpoint endpoint : due) {
        long next = endpoint.beat(now);
        if (next != Endpoint.GONE) {
          add(endpoint, next);
        }
      }
    }
  }
}
