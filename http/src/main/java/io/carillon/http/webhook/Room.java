package io.carillon.http.webhook;

import io.carillon.http.settings.WebhookSettings.Bounds;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What there is room for in one queue, by events and by bytes; whichever is used up first refuses.
 *
 * <p>Taken by whoever is told of an event, given back by the sender once the event is delivered or
 * lost. Never waits. Thread-safe.
 */
final class Room {
  private final Bounds bounds;
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean open = true;

  Room(Bounds bounds) {
    this.bounds = bounds;
  }

  /** Takes room for one event; false, and nothing is taken, if there is none. */
  boolean take(int size) {
    if (!open) {
      return false;
    }
    boolean fits =
        events.incrementAndGet() <= bounds.maxEvents() & bytes.addAndGet(size) <= bounds.maxBytes();
    if (!fits) {
      giveBack(1, size);
    }
    return fits;
  }

  void giveBack(int count, long size) {
    events.addAndGet(-count);
    bytes.addAndGet(-size);
  }

  /** Refuses everything from now on. */
  void close() {
    open = false;
  }

  /** Events that wait or are under way. */
  long events() {
    return events.get();
  }

  /** About how many bytes these take. */
  long bytes() {
    return bytes.get();
  }
}
