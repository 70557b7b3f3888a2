package io.carillon.http.analytics.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The newest events, at most 90 days old. Bounded by count and by weight, whichever is met first:
 * beyond it the oldest are forgotten. Not thread-safe.
 */
final class EventLog {
  private static final Duration KEPT = Duration.ofDays(90);

  /** An event without its texts: objects, ids, times. */
  private static final int EMPTY_EVENT_BYTES = 400;

  private final int mostEvents;
  private final long mostBytes;
  private final Deque<TrackedEvent> events = new ArrayDeque<>();
  private long bytes;

  EventLog(int mostEvents, long mostBytes) {
    this.mostEvents = mostEvents;
    this.mostBytes = mostBytes;
  }

  void add(TrackedEvent event) {
    events.addLast(event);
    bytes += bytes(event);
    Instant oldest = event.event().at().minus(KEPT);
    while (events.size() > mostEvents
        || bytes > mostBytes
        || !events.isEmpty() && events.peekFirst().event().at().isBefore(oldest)) {
      bytes -= bytes(events.removeFirst());
    }
  }

  /** The newest first. */
  List<TrackedEvent> newest(int limit, int offset) {
    List<TrackedEvent> found = new ArrayList<>(limit);
    Iterator<TrackedEvent> backwards = events.descendingIterator();
    for (int i = 0; backwards.hasNext() && found.size() < limit; i++) {
      TrackedEvent event = backwards.next();
      if (i >= offset) {
        found.add(event);
      }
    }
    return found;
  }

  private static long bytes(TrackedEvent event) {
    int characters =
        event.event().type().length()
            + event.event().pageUrl().length()
            + event.event().data().map(String::length).orElse(0)
            + event.referrer().length();
    return EMPTY_EVENT_BYTES + 2L * characters;
  }
}
