package io.carillon.benchmarks.load;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Who has received what: finds messages that are missing, doubled or out of order.
 *
 * <p>Exact for every receiver and publisher. Costs one array access per message that comes in
 * order; remembers a gap only while it is open. Confined to the load client's thread.
 *
 * <table>
 * <caption>A message with sequence s where e is the next expected one</caption>
 * <tr><th>s = e</th><td>in order</td></tr>
 * <tr><th>s &gt; e</th><td>e to s - 1 are missing until they come</td></tr>
 * <tr><th>s &lt; e, missing</th><td>out of order, no longer missing</td></tr>
 * <tr><th>s &lt; e, else</th><td>doubled</td></tr>
 * </table>
 */
final class Ledger {

  /** A jump further than this is no gap but a stamp that the server damaged. */
  private static final long WIDEST_GAP = 1_000_000;

  private final int publishers;
  private final long[] next;
  private final Map<Integer, BitSet> gaps = new HashMap<>();
  private long doubled;
  private long outOfOrder;
  private long unknown;

  Ledger(int receivers, int publishers) {
    this.publishers = publishers;
    this.next = new long[receivers * publishers];
  }

  /** Enters a receipt and tells whether it is one more message, rather than a doubled one. */
  boolean record(int receiver, int publisher, long sequence) {
    if (publisher < 0 || publisher >= publishers) {
      unknown++;
      return false;
    }
    int at = receiver * publishers + publisher;
    long expected = next[at];
    if (sequence == expected) {
      next[at] = expected + 1;
      return true;
    }
    return recordOutOfTurn(at, sequence, expected);
  }

  private boolean recordOutOfTurn(int at, long sequence, long expected) {
    if (sequence < 0 || sequence - expected > WIDEST_GAP || sequence > Integer.MAX_VALUE) {
      unknown++;
      return false;
    }
    if (sequence > expected) {
      gaps.computeIfAbsent(at, i -> new BitSet()).set((int) expected, (int) sequence);
      next[at] = sequence + 1;
      return true;
    }
    BitSet gap = gaps.get(at);
    if (gap == null || !gap.get((int) sequence)) {
      doubled++;
      return false;
    }
    gap.clear((int) sequence);
    outOfOrder++;
    return true;
  }

  /**
   * Messages that did not come to those who should have them, if publisher p has sent {@code
   * published[p]} messages.
   */
  long missing(long[] published, IntPredicate isReceiver) {
    long missing = 0;
    for (int i = 0; i < next.length; i++) {
      if (isReceiver.test(i / publishers)) {
        missing += Math.max(0, published[i % publishers] - next[i]);
      }
    }
    for (BitSet gap : gaps.values()) {
      missing += gap.cardinality();
    }
    return missing;
  }

  long doubled() {
    return doubled;
  }

  long outOfOrder() {
    return outOfOrder;
  }

  /** Stamps of a publisher that does not exist or with a sequence that cannot be. */
  long unknown() {
    return unknown;
  }
}
