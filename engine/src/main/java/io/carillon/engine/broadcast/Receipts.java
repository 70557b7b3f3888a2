package io.carillon.engine.broadcast;

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
import java.util.function.LongSupplier;

/**
 * The receipts of recent broadcasts, still filling as late acks come in, and the sums of all.
 *
 * <p>Bounded in number and age, both counted from the answer; beyond that the oldest are forgotten,
 * each whole. Thread-safe.
 */
public final class Receipts {
  private record Own(Tally tally, Instant startedAt) {}

  /** This node's part, and what all nodes answered, which are forgotten together. */
  private record Kept(Optional<Own> own, Optional<Trace> whole) {
    Kept with(Kept later) {
      return new Kept(later.own.or(() -> own), later.whole.or(() -> whole));
    }
  }

  private final int node;
  private final Recent<BroadcastId, Kept> recent;
  private final Ledger ledger = new Ledger();

  /**
   * An empty store.
   *
   * @param node the number of this node
   */
  public Receipts(int node, int most, Duration timeToLive) {
    this(node, most, timeToLive, System::nanoTime);
  }

  Receipts(int node, int most, Duration timeToLive, LongSupplier nanoTime) {
    this.node = node;
    this.recent = new Recent<>(most, timeToLive, nanoTime);
  }

  /**
   * What is known here of a broadcast; empty if it never came to this node or is forgotten. The
   * receipt of a whole cluster is made of those of all nodes.
   */
  public Optional<Trace> trace(BroadcastId id) {
    return recent
        .find(id)
        .flatMap(
            kept -> {
              Optional<Trace> here = kept.own.map(this::trace);
              return kept.whole
                  .map(whole -> here.map(own -> refresh(whole, own)).orElse(whole))
                  .or(() -> here);
            });
  }

  /**
   * The receipt of what nodes know of a broadcast; empty if that is nothing.
   *
   * @param known by the node
   * @param others nodes that know nothing of it or have not answered
   */
  public static Optional<Receipt> merge(
      BroadcastId id, Map<Integer, Trace> known, Collection<Integer> others) {
    return Merge.traces(id, known, others);
  }

  /** The sums of all broadcasts, the forgotten ones included. */
  public Totals totals() {
    return ledger.totals();
  }

  /** Where broadcasts and their tallies are summed. */
  Ledger ledger() {
    return ledger;
  }

  /** A broadcast begins here. */
  void keep(BroadcastId id, Tally tally, Instant startedAt) {
    ledger.sent(tally.targeted());
    put(id, new Kept(Optional.of(new Own(tally, startedAt)), Optional.empty()));
  }

  /**
   * This node's part in a broadcast that is answered now. It is kept from now on, even if others
   * have pushed it out since it began.
   */
  Part answer(BroadcastId id, Tally tally, Instant startedAt) {
    put(id, new Kept(Optional.of(new Own(tally, startedAt)), Optional.empty()));
    return part(tally);
  }

  /** What all whom a broadcast concerned answered, when this node was asked for it. */
  public void answered(BroadcastId id, Trace whole) {
    put(id, new Kept(Optional.empty(), Optional.of(whole)));
  }

  /** This node's part in a broadcast as it stands now; empty as for {@link #trace}. */
  Optional<Part> part(BroadcastId id) {
    return recent.find(id).flatMap(Kept::own).map(own -> part(own.tally));
  }

  private void put(BroadcastId id, Kept what) {
    recent.put(id, what, Kept::with);
  }

  private Trace trace(Own own) {
    return new Trace(own.startedAt, own.tally.level(), List.of(part(own.tally)), false, List.of());
  }

  /** The whole with this node's part as it stands now. */
  private Trace refresh(Trace whole, Trace own) {
    List<Part> parts = new ArrayList<>(own.parts());
    whole.parts().stream().filter(part -> part.node() != node).forEach(parts::add);
    List<Integer> missing = whole.missing().stream().filter(each -> each != node).toList();
    return new Trace(whole.startedAt(), whole.level(), parts, true, missing);
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
