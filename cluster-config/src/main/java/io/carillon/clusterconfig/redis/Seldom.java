package io.carillon.clusterconfig.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Says once a minute that it is time, so that a fault in every message does not fill the log. */
final class Seldom {
  private static final long APART = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final AtomicLong next;

  Seldom(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.next = new AtomicLong(nanoTime.getAsLong());
  }

  boolean isTime() {
    long due = next.get();
    long now = nanoTime.getAsLong();
    return now - due >= 0 && next.compareAndSet(due, now + APART);
  }
}
