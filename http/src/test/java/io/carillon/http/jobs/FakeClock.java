package io.carillon.http.jobs;

import java.time.Duration;
import java.time.Instant;

/** A clock that a test moves: both of its times, or only the one on the wall. */
final class FakeClock implements JobClock {
  private volatile Instant now;
  private volatile long nanos = Long.MAX_VALUE - 1_000_000_000L;

  FakeClock(String start) {
    this.now = Instant.parse(start);
  }

  void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  void setTo(String moment) {
    now = Instant.parse(moment);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }
}
