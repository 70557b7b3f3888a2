package io.carillon.http.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A run every so often, counted from the definition of the job.
 *
 * <p>Does not drift: the n-th run is due n periods after the definition, however late those before
 * it were.
 *
 * @param period from {@link #LEAST} to {@link #MOST}
 */
public record FixedRate(Duration period, ZoneId zone) implements Schedule {
  /** What the scheduler below can tell apart. */
  public static final Duration LEAST = Duration.ofMillis(10);

  /** Longer ones are better said by a calendar, which a restart does not begin anew. */
  public static final Duration MOST = Duration.ofDays(7);

  public FixedRate {
    if (period.compareTo(LEAST) < 0 || period.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "a period must be from " + LEAST + " to " + MOST + ", was " + period);
    }
  }

  @Override
  public Timetable begin(JobClock clock) {
    return new Progress(clock, period.toNanos());
  }

  @Override
  public Duration shortestPause() {
    return period;
  }

  private static final class Progress implements Timetable {
    private final JobClock clock;
    private final long period;
    private long next;

    Progress(JobClock clock, long period) {
      this.clock = clock;
      this.period = period;
      this.next = clock.nanoTime() + period;
    }

    @Override
    public Duration untilNext() {
      return Duration.ofNanos(Math.max(0, next - clock.nanoTime()));
    }

    @Override
    public void moveOn() {
      long late = Math.max(0, clock.nanoTime() - next);
      next += (late / period + 1) * period;
    }

    @Override
    public Optional<Instant> next() {
      return Optional.of(clock.now().plus(untilNext()));
    }
  }
}
