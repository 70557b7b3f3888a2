package io.carillon.benchmarks.broadcast;

import io.carillon.benchmarks.memory.MemoryConnection;
import io.carillon.engine.delivery.Batch;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.websocket.EncodedFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link io.carillon.engine.broadcast.Lane} does for one flush, step by step, on the
 * caller's thread: collect, write to each outbox once, report in runs.
 *
 * <p>{@link BroadcastBenchmark} runs the lane itself; if the two drift apart, this one is wrong.
 */
final class LaneWork {
  private static final int REPORT_EVERY = 128;

  private final Outbox[] outboxes;
  private final Outbox[] due;
  private final Batch batch = new Batch();
  private final Message message = Message.text("x".repeat(128));
  private final BroadcastOptions options;

  LaneWork(int connections, BroadcastOptions options) {
    this.options = options;
    outboxes = new Outbox[connections];
    for (int i = 0; i < connections; i++) {
      outboxes[i] = MemoryConnection.direct();
    }
    due = new Outbox[connections];
  }

  /** Writes this many broadcasts to every connection in one flush and checks the counts. */
  List<Tally> flush(int broadcasts) {
    List<Tally> tallies = new ArrayList<>(broadcasts);
    int dueCount = 0;
    for (int i = 0; i < broadcasts; i++) {
      dueCount = collect(deliver(tallies), dueCount);
    }
    write(dueCount);
    for (Tally tally : tallies) {
      if (!tally.isSettled()) {
        throw new IllegalStateException("not written to all: " + tally.counts());
      }
    }
    return tallies;
  }

  private int deliver(List<Tally> tallies) {
    long now = System.nanoTime();
    Tally tally = new Tally(options, outboxes.length, now, () -> {});
    tallies.add(tally);
    return batch.add(Delivery.of(EncodedFrame.of(message), tally, options, now));
  }

  private int collect(int slot, int from) {
    int dueCount = from;
    for (Outbox outbox : outboxes) {
      if (outbox.mark(slot)) {
        due[dueCount++] = outbox;
      }
    }
    return dueCount;
  }

  private void write(int dueCount) {
    long now = System.nanoTime();
    for (int i = 0; i < dueCount; i++) {
      due[i].write(batch, due[i].takeMarks(), now);
      due[i] = null;
      if (i % REPORT_EVERY == REPORT_EVERY - 1) {
        now = System.nanoTime();
        batch.report(now);
      }
    }
    batch.report(System.nanoTime());
    batch.clear();
  }
}
