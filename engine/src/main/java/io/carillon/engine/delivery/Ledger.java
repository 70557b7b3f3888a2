package io.carillon.engine.delivery;

import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Totals;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The tallies of all broadcasts of a node, summed as they are reported, the late acks included.
 *
 * <p>Thread-safe; a report costs an addition for each bulk of targets, not for each target.
 */
public final class Ledger {
  /** For tallies that nobody sums up. */
  static final Ledger UNREAD = new Ledger();

  private final LongAdder broadcasts = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder targeted = new LongAdder();
  private final LongAdder written = new LongAdder();
  private final Map<FailureReason, LongAdder> failed = new EnumMap<>(FailureReason.class);

  /** A ledger without entries. */
  public Ledger() {
    for (FailureReason reason : FailureReason.values()) {
      failed.put(reason, new LongAdder());
    }
  }

  /** A broadcast is about to be handed to the lanes. */
  public void sent(int targets) {
    broadcasts.increment();
    targeted.add(targets);
  }

  /** A broadcast was sent to nobody, since too many were in flight. */
  public void refused() {
    refused.increment();
  }

  void written(int targets) {
    written.add(targets);
  }

  void failed(FailureReason reason, int targets) {
    failed.get(reason).add(targets);
  }

  /** The sums as they stand. */
  public Totals totals() {
    Map<FailureReason, Long> lost = new EnumMap<>(FailureReason.class);
    failed.forEach((reason, count) -> lost.put(reason, count.sum()));
    long done = written.sum();
    // Targets are read last: none is written, or has failed, before it is counted as one.
    return new Totals(broadcasts.sum(), refused.sum(), targeted.sum(), done, lost);
  }
}
