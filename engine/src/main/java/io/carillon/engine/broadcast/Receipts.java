package io.carillon.engine.broadcast;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.carillon.engine.delivery.Ledger;
import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Totals;
import io.carillon.engine.node.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The receipts of recent broadcasts, still filling as late acks come in, and the sums of all.
 *
 * <p>Bounded in number and age; beyond that the oldest are forgotten. Thread-safe.
 */
public final class Receipts {
  private record Kept(Tally tally, Instant startedAt) {}

  private final int node;
  private final Cache<BroadcastId, Kept> kept;
  private final Ledger ledger = new Ledger();

  /**
   * An empty store.
   *
   * @param node the number of this node
   */
  public Receipts(int node, int most, Duration timeToLive) {
    this.node = node;
    this.kept =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterWrite(timeToLive)
            .executor(Runnable::run) // what it costs to hand over is more than what there is to do
            .build();
  }

  /** The receipt as it stands now; empty if it was never kept or is forgotten. */
  public Optional<Receipt> find(BroadcastId id) {
    return Optional.ofNullable(kept.getIfPresent(id))
        .map(each -> receipt(id, each.tally, each.startedAt));
  }

  /** The sums of all broadcasts, the forgotten ones included. */
  public Totals totals() {
    return ledger.totals();
  }

  /** Where broadcasts and their tallies are summed. */
  Ledger ledger() {
    return ledger;
  }

  void keep(BroadcastId id, Tally tally, Instant startedAt) {
    ledger.sent(tally.targeted());
    kept.put(id, new Kept(tally, startedAt));
  }

  /** This node's part in a broadcast as it stands now; empty as for {@link #find}. */
  Optional<Part> part(BroadcastId id) {
    return Optional.ofNullable(kept.getIfPresent(id)).map(each -> part(each.tally));
  }

  Receipt receipt(BroadcastId id, Tally tally, Instant startedAt) {
    return Merge.receipt(id, startedAt, tally.level(), List.of(part(tally)), List.of());
  }

  private Part part(Tally tally) {
    synchronized (tally) {
      return new Part(
          node,
          tally.targeted(),
          tally.counts(),
          tally.failures(tally.level()),
          tally.pending(),
          tally.latency());
    }
  }
}
