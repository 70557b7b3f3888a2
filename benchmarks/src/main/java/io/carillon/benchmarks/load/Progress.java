package io.carillon.benchmarks.load;

import java.time.Duration;

/** Notices that nothing has moved for too long. */
final class Progress {

  private final long stallNanos;
  private long last = -1;
  private long movedAt = System.nanoTime();

  Progress(Duration stall) {
    stallNanos = stall.toNanos();
  }

  /** Whether {@code value} has been the same for too long. */
  boolean isStalled(long value) {
    long now = System.nanoTime();
    if (value != last) {
      last = value;
      movedAt = now;
    }
    return now - movedAt > stallNanos;
  }
}
