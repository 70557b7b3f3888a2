package io.carillon.engine.registry;

import java.util.concurrent.atomic.AtomicInteger;

/** How many more ghosts a node may have: at most {@code max-ghosts} at a time. Thread-safe. */
public final class GhostPlaces {
  private final AtomicInteger free;

  GhostPlaces(int most) {
    free = new AtomicInteger(most);
  }

  /** Takes a place, to be {@linkplain #leave left} again; false if there is none. */
  public boolean take() {
    if (free.decrementAndGet() < 0) {
      free.incrementAndGet();
      return false;
    }
    return true;
  }

  /** Gives a place back. */
  public void leave() {
    free.incrementAndGet();
  }
}
