package io.carillon.engine.broadcast;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many broadcasts wait in the mailboxes of a node's lanes, counted once for each lane.
 *
 * <p>A broadcast may be answered, at its deadline, before a lane has come to it; this count goes on
 * until the lane has. Thread-safe.
 */
final class Backlog {
  private final AtomicInteger waiting = new AtomicInteger();

  void add() {
    waiting.incrementAndGet();
  }

  void done(int broadcasts) {
    waiting.addAndGet(-broadcasts);
  }

  int size() {
    return waiting.get();
  }
}
