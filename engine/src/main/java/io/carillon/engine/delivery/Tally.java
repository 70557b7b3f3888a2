package io.carillon.engine.delivery;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Receipt;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.PackedHistogram;

/**
 * The acks of one broadcast on one node, summed where they happen.
 *
 * <p>Keeps {@code targeted = reached(level) + failed + pending} for every level: who reports a step
 * reports it once for each target, in the order accepted, written, received, and at most one
 * failure, after which nothing more. Thread-safe; each report is one short lock, so report many
 * targets at once.
 *
 * <p>Says once, through {@code settled}, when the answer need not wait any longer: every target
 * that had not already stalled at dispatch has reached the level or failed, or the quorum is
 * reached. Holds no frame and no connection, so it may outlive them.
 */
public final class Tally {
  private static final int STEPS = Level.values().length;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final int LATENCY_DIGITS = 2;

  private final Level level;
  private final int targeted;
  private final int enough;
  private final long startedAt;
  private final Runnable settled;
  private final Ledger ledger;
  private final PackedHistogram latency;

  private final int[] reached = new int[STEPS];
  private final int[][] failed = new int[FailureReason.values().length][STEPS];
  private int stalled;
  private boolean announced;

  /** Begins a tally that no ledger sums up. */
  public Tally(BroadcastOptions options, int targeted, long startedAt, Runnable settled) {
    this(options, targeted, startedAt, settled, Ledger.UNREAD);
  }

  /**
   * Begins a tally.
   *
   * @param targeted how many targets will be reported, at least 0
   * @param startedAt {@link System#nanoTime} from which latencies count
   * @param settled run at most once, on the reporting thread and under the tally's lock: must not
   *     block
   * @param ledger is told what was written and what failed before it was
   */
  public Tally(
      BroadcastOptions options, int targeted, long startedAt, Runnable settled, Ledger ledger) {
    this.level = options.level();
    this.targeted = targeted;
    this.enough = options.quorum().orElse(Integer.MAX_VALUE);
    this.startedAt = startedAt;
    this.settled = settled;
    this.ledger = ledger;
    this.latency = options.latency() ? new PackedHistogram(LATENCY_DIGITS) : null;
  }

  public Level level() {
    return level;
  }

  public int targeted() {
    return targeted;
  }

  /**
   * {@code count} targets took this step, {@code ofThemStalled} of which had been reported stalled.
   */
  public synchronized void reached(Level step, int count, int ofThemStalled, long now) {
    step(step, count, ofThemStalled, now);
    announce();
  }

  /** {@code count} targets were accepted and written in one go, as by a direct write. */
  public synchronized void written(int count, long now) {
    step(Level.ACCEPTED, count, 0, now);
    step(Level.WRITTEN, count, 0, now);
    announce();
  }

  /**
   * {@code count} targets will get no further than they are.
   *
   * @param steps how many levels each had reached: 0 for none, 1 for accepted, 2 for written
   */
  public synchronized void failed(FailureReason reason, int steps, int count, int ofThemStalled) {
    failed[reason.ordinal()][steps] += count;
    if (steps <= Level.WRITTEN.ordinal()) {
      ledger.failed(reason, count);
    }
    if (steps <= level.ordinal()) {
      stalled -= ofThemStalled;
    }
    announce();
  }

  /**
   * {@code count} targets had stalled when the broadcast reached them: the answer does not wait for
   * them.
   */
  public synchronized void stalled(int count) {
    stalled += count;
    announce();
  }

  /** Whether the answer need not wait any longer. */
  public synchronized boolean isSettled() {
    return atLeast(level) >= enough || pending() - stalled <= 0;
  }

  /**
   * How many targets got at least as far as each level. A lane reports its steps in bulk, so the
   * ack of a later step may come first: it proves the steps before it.
   */
  public synchronized Receipt.Counts counts() {
    return new Receipt.Counts(
        atLeast(Level.ACCEPTED),
        atLeast(Level.WRITTEN),
        atLeast(Level.RECEIVED),
        atLeast(Level.PROCESSED));
  }

  /** Targets that may still reach the level. */
  public synchronized int pending() {
    return targeted - atLeast(level) - failures();
  }

  /** Targets that will never reach the level; reasons without one are absent. */
  public synchronized Map<FailureReason, Integer> failures(Level of) {
    Map<FailureReason, Integer> byReason = new EnumMap<>(FailureReason.class);
    for (FailureReason reason : FailureReason.values()) {
      int count = failures(reason, of);
      if (count > 0) {
        byReason.put(reason, count);
      }
    }
    return byReason;
  }

  /** Microseconds until each target reached the level, so far; empty if not recorded. */
  public synchronized Optional<PackedHistogram> latency() {
    return Optional.ofNullable(latency).map(PackedHistogram::copy);
  }

  private void step(Level step, int count, int ofThemStalled, long now) {
    reached[step.ordinal()] += count;
    if (step == Level.WRITTEN) {
      ledger.written(count);
    }
    if (step == level) {
      stalled -= ofThemStalled;
      if (latency != null && count > 0) {
        latency.recordValueWithCount(Math.max(0, now - startedAt) / NANOS_PER_MICRO, count);
      }
    }
  }

  /**
   * How many got at least this far. The stream may tell of a write, or of the pong that proves one,
   * before the lane's bulk report of what led to it, so a level counts those above it.
   */
  private int atLeast(Level step) {
    int most = 0;
    for (int i = step.ordinal(); i < STEPS; i++) {
      most = Math.max(most, reached[i]);
    }
    return most;
  }

  private int failures() {
    int sum = 0;
    for (FailureReason reason : FailureReason.values()) {
      sum += failures(reason, level);
    }
    return sum;
  }

  private int failures(FailureReason reason, Level of) {
    int sum = 0;
    for (int steps = 0; steps <= of.ordinal(); steps++) {
      sum += failed[reason.ordinal()][steps];
    }
    return sum;
  }

  private void announce() {
    if (!announced && isSettled()) {
      announced = true;
      settled.run();
    }
  }
}
