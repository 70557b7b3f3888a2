package io.carillon.engine.broadcast;

import io.carillon.engine.delivery.Batch;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.registry.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round the connections of a lane that have broadcasts to get, and writes to each, with one
 * system call, all that it has to get by then.
 *
 * <p>A broadcast joins wherever the round is: a connection that is still to be visited gets it with
 * what it was to get anyway, one that has been visited is put at the end of the queue. So a
 * broadcast is done after one round however many are under way, and each visit carries as many as
 * are under way, not only those that came before the round began. The queue holds a connection at
 * most once. Owned by one thread.
 */
public final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final int FIRST_CAPACITY = 128;

  private final Batch batch = new Batch();
  private Outbox[] queue = new Outbox[FIRST_CAPACITY];
  private int first;
  private int queued;

  /** Whether no connection has anything to get. */
  public boolean isEmpty() {
    return queued == 0;
  }

  /** Whether {@link #advance} must come before the next {@link #add}. */
  public boolean isFull() {
    return batch.isFull();
  }

  /** Takes a broadcast to these connections, at least one; the array is only read. */
  public void add(Delivery delivery, Member[] members) {
    int slot = batch.add(delivery, members.length);
    if (queue.length - queued < members.length) {
      grow(queued + members.length);
    }
    int bits = queue.length - 1;
    int end = first + queued;
    for (Member member : members) {
      Outbox outbox = member.outbox();
      if (outbox.mark(slot)) {
        queue[end++ & bits] = outbox;
      }
    }
    queued = end - first;
  }

  /**
   * Visits the next connections and reports to the tallies.
   *
   * @param most how many connections
   * @return how many broadcasts have been written to the last of their connections
   */
  public int advance(int most) {
    int bits = queue.length - 1;
    int count = Math.min(most, queued);
    long now = System.nanoTime();
    for (int i = 0; i < count; i++) {
      int at = first + i & bits;
      visit(queue[at], now);
      queue[at] = null;
    }
    first = first + count & bits;
    queued -= count;
    return batch.report(System.nanoTime());
  }

  private void visit(Outbox outbox, long now) {
    long mask = outbox.takeMarks();
    try {
      outbox.write(batch, mask, now);
    } catch (RuntimeException e) {
      LOG.error("A broadcast could not be written to one connection", e);
      batch.failed(mask, FailureReason.ERROR);
    }
    batch.visited(mask);
  }

  private void grow(int needed) {
    Outbox[] grown = new Outbox[Integer.highestOneBit(needed - 1) * 2];
    for (int i = 0; i < queued; i++) {
      grown[i] = queue[first + i & queue.length - 1];
    }
    queue = grown;
    first = 0;
  }
}
