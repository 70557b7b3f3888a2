package io.carillon.benchmarks.load;

import java.util.concurrent.TimeUnit;

/** Notices that nothing has moved for 3 seconds, which no server under load needs to send more. */
final class Progress {

  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(3);

  private long last = -1;
  private long movedAt = System.nanoTime();

  /** Whether {@code value} has been the same for too long. */
  boolean isStalled(long value) {
    long now = System.nanoTime();
    if (value != last) {
      last = value;
      movedAt = now;
    }
    return now - movedAt > STALL_NANOS;
  }
}
