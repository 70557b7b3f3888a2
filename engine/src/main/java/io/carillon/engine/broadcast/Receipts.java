package io.carillon.engine.broadcast;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.carillon.engine.delivery.Ledger;
import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Totals;
import io.carillon.engine.node.Part;
import io.carillon.engine.node.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
  private final Cache<BroadcastId, Trace> answered;
  private final Ledger ledger = new Ledger();

  /**
   * An empty store.
   *
   * @param node the number of this node
   */
  public Receipts(int node, int most, Duration timeToLive) {
    this.node = node;
    this.kept = cache(most, timeToLive);
    this.answered = cache(most, timeToLive);
  }

  /**
   * What is known here of a broadcast; empty if it never came to this node or is forgotten. The
   * receipt of a whole cluster is made of those of all nodes.
   */
  public Optional<Trace> trace(BroadcastId id) {
    Optional<Kept> own = Optional.ofNullable(kept.getIfPresent(id));
    Optional<Trace> here =
        own.map(
            each ->
                new Trace(
                    each.startedAt,
                    each.tally.level(),
                    List.of(part(each.tally)),
                    false,
                    List.of()));
    return Optional.ofNullable(answered.getIfPresent(id))
        .map(whole -> here.map(each -> refresh(whole, each)).orElse(whole))
        .or(() -> here);
  }

  /**
   * The receipt of what nodes know of a broadcast; empty if that is nothing.
   *
   * @param known by the node
   * @param silent nodes that were asked and have not answered
   */
  public static Optional<Receipt> merge(
      BroadcastId id, Map<Integer, Trace> known, Collection<Integer> silent) {
    return Merge.traces(id, known, silent);
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

  /** What the nodes of the cluster answered to a broadcast that this one was asked for. */
  void answered(BroadcastId id, Trace whole) {
    answered.put(id, whole);
  }

  /** This node's part in a broadcast as it stands now; empty as for {@link #trace}. */
  Optional<Part> part(BroadcastId id) {
    return Optional.ofNullable(kept.getIfPresent(id)).map(each -> part(each.tally));
  }

  Receipt receipt(BroadcastId id, Tally tally, Instant startedAt) {
    return Merge.receipt(id, startedAt, tally.level(), List.of(part(tally)), List.of());
  }

  /** The whole with this node's part as it stands now. */
  private Trace refresh(Trace whole, Trace own) {
    List<Part> parts = new ArrayList<>(own.parts());
    whole.parts().stream().filter(part -> part.node() != node).forEach(parts::add);
    List<Integer> missing = whole.missing().stream().filter(each -> each != node).toList();
    return new Trace(whole.startedAt(), whole.level(), parts, true, missing);
  }

  private static <T> Cache<BroadcastId, T> cache(int most, Duration timeToLive) {
    return Caffeine.newBuilder()
        .maximumSize(most)
        .expireAfterWrite(timeToLive)
        .executor(Runnable::run) // what it costs to hand over is more than what there is to do
        .build();
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
