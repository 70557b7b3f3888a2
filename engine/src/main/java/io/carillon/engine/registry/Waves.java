package io.carillon.engine.registry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * In which waves a node that is left closes its connections, so that those who take them over do
 * not get all of them at once.
 *
 * @param over the time that closing is spread over; zero for everybody at once
 * @param perSecond most connections closed within any second; with more than that allows, closing
 *     takes longer
 * @param retryWithin longest pause that a client is asked to make before it connects again
 */
public record Waves(Duration over, int perSecond, Duration retryWithin) {
  /** Everybody at once. */
  public static final Waves NONE = new Waves(Duration.ZERO, 1, Duration.ZERO);

  /** Shortest time between two waves: a few timers a second are enough to keep a storm away. */
  static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int WAVES_PER_SECOND = (int) SECOND.dividedBy(SHORTEST_PAUSE);

  /** What timers and a busy machine may add to each pause, as a divisor, and in all. */
  private static final int LATE_BY = 4;

  public Waves {
    if (over.isNegative() || retryWithin.isNegative() || perSecond < 1) {
      throw new IllegalArgumentException("impossible: " + over + ", " + perSecond);
    }
  }

  /**
   * What is done about a number of connections.
   *
   * @param size most connections of a wave; at least one
   * @param pause time between the beginnings of two waves
   */
  record Plan(int size, Duration pause) {
    int waves(int connections) {
      return roundedUp(connections, size);
    }

    /** From the first wave to the last. */
    Duration time(int connections) {
      return pause.multipliedBy(Math.max(0, waves(connections) - 1));
    }

    /** Most connections closed within any second. */
    long perSecond() {
      return (long) size * roundedUp(SECOND.toNanos(), pause.toNanos());
    }
  }

  /** Whether there is but one wave. */
  public boolean isAtOnce() {
    return over.isZero();
  }

  /** Longest time from the first wave to the last, on a machine that is busy. */
  public Duration longest(int connections) {
    if (isAtOnce()) {
      return Duration.ZERO;
    }
    Duration planned = plan(connections).time(connections);
    return planned.plus(planned.dividedBy(LATE_BY)).plus(SECOND);
  }

  /** Spreads connections evenly over the time, or over more if there are too many for it. */
  Plan plan(int connections) {
    int many = Math.max(1, connections);
    int most = (int) Math.max(1, Math.min(Integer.MAX_VALUE, over.dividedBy(SHORTEST_PAUSE)));
    int size = roundedUp(many, most);
    Plan even = new Plan(size, atLeastOneNano(over.dividedBy(roundedUp(many, size))));
    return even.perSecond() <= perSecond ? even : fastest();
  }

  /** As many as the limit allows, in as many waves a second as make sense. */
  private Plan fastest() {
    int size = Math.max(1, perSecond / WAVES_PER_SECOND);
    return new Plan(size, Duration.ofNanos(roundedUp(SECOND.toNanos(), perSecond / size)));
  }

  /**
   * What a client reads in its close frame: {@code retry_after_ms=} and the pause in milliseconds,
   * a random one for each.
   */
  String reason(RandomGenerator random) {
    return "retry_after_ms=" + random.nextLong(retryWithin.toMillis() + 1);
  }

  private static Duration atLeastOneNano(Duration duration) {
    return duration.isZero() ? Duration.ofNanos(1) : duration;
  }

  private static int roundedUp(long number, long divisor) {
    return Math.toIntExact((number + divisor - 1) / divisor);
  }
}
