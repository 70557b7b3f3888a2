package io.carillon.engine.broadcast;

import io.carillon.engine.delivery.Batch;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.registry.Member;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round the connections of a lane that have broadcasts to get, and writes to each, with one
 * system call, all that it has to get by then.
 *
 * <p>A broadcast is noted at each of its connections ({@link Outbox#mark}) and joins wherever the
 * round is, which follows the members of the oldest broadcast: those that come later in it get the
 * new one with what they were to get anyway, the others in the round after. So a broadcast is done
 * after about one round however many are under way, and each visit carries as many as are under
 * way, not only those that came before the round began. Bounded by the batch. Owned by one thread.
 *
 * <p>Stores no reference for a delivery, since the garbage collector would look at each of them
 * again: that was a sixth of the CPU with 10,000 connections.
 */
public final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final Batch batch = new Batch();
  private final Member[][] membersBySlot = new Member[Batch.CAPACITY][];
  private int next;

  /** Whether no connection has anything to get. */
  public boolean isEmpty() {
    return batch.isEmpty();
  }

  /** Whether {@link #advance} must come before the next {@link #add}. */
  public boolean isFull() {
    return batch.isFull();
  }

  /** Takes a broadcast to these connections, at least one; the array is only read. */
  public void add(Delivery delivery, Member[] members) {
    int slot = batch.add(delivery, members.length);
    membersBySlot[slot] = members;
    for (Member member : members) {
      member.outbox().mark(slot);
    }
  }

  /**
   * Goes on with the round and reports to the tallies.
   *
   * @param most how many connections to visit; there must be some that have something to get
   * @return how many broadcasts have been written to the last of their connections
   */
  public int advance(int most) {
    int slot = batch.oldest();
    Member[] members = membersBySlot[slot];
    int end = Math.min(next + most, members.length);
    long now = System.nanoTime();
    for (int i = next; i < end; i++) {
      visit(members[i].outbox(), now);
    }
    next = end;
    int finished = batch.report(System.nanoTime());
    if (batch.isEmpty()) {
      Arrays.fill(membersBySlot, null);
      next = 0;
    } else if (batch.oldest() != slot) {
      for (int each = slot; each != batch.oldest(); each = (each + 1) % Batch.CAPACITY) {
        membersBySlot[each] = null;
      }
      next = 0;
    }
    return finished;
  }

  private void visit(Outbox outbox, long now) {
    long mask = outbox.takeMarks();
    if (mask == 0) {
      return;
    }
    try {
      outbox.write(batch, mask, now);
    } catch (RuntimeException e) {
      LOG.error("A broadcast could not be written to one connection", e);
      batch.failed(mask, FailureReason.ERROR);
    }
    batch.visited(mask);
  }
}
