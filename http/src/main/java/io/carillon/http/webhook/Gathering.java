package io.carillon.http.webhook;

import io.carillon.http.settings.WebhookSettings.Batching;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * The events that wait to be sent, and how they become batches. Owned by its {@link Sender}; not
 * thread-safe.
 */
final class Gathering {
  private final String source;
  private final Batching limits;
  private final Queue<WebhookEvent> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private long lastEvent;
  private long lastBatch;
  private long told;

  Gathering(String source, Batching limits) {
    this.source = source;
    this.limits = limits;
  }

  void add(WebhookEvent event) {
    waiting.add(event);
    waitingBytes += event.bytes();
  }

  int size() {
    return waiting.size();
  }

  /** When the first of them happened. */
  Optional<Instant> since() {
    return Optional.ofNullable(waiting.peek()).map(WebhookEvent::at);
  }

  /** Whether there is a batch that needs no more. */
  boolean isFull() {
    return waiting.size() >= limits.maxEvents() || waitingBytes >= limits.maxBytes();
  }

  /**
   * Takes the first events out as a batch: as many as fit, at least one.
   *
   * @param lost events that were lost since the start
   */
  Batch take(long lost) {
    List<WebhookEvent> events = new ArrayList<>();
    long bytes = 0;
    while (hasRoomFor(waiting.peek(), events.size(), bytes)) {
      WebhookEvent event = waiting.remove();
      events.add(event);
      bytes += event.bytes();
    }
    waitingBytes -= bytes;
    lastBatch++;
    String id = source + "-" + lastBatch;
    Batch batch =
        new Batch(
            id,
            events.get(0).at(),
            events.size(),
            bytes,
            lost,
            BatchJson.write(id, source, lastEvent + 1, lost - told, events));
    lastEvent += events.size();
    return batch;
  }

  private boolean hasRoomFor(WebhookEvent event, int count, long bytes) {
    if (event == null || count >= limits.maxEvents()) {
      return false;
    }
    return count == 0 || bytes + event.bytes() <= limits.maxBytes();
  }

  /** The receiver knows now that so many were lost since the start. */
  void told(long lost) {
    told = lost;
  }
}
