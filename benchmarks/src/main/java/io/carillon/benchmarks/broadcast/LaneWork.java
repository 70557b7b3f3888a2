package io.carillon.benchmarks.broadcast;

import io.carillon.benchmarks.memory.MemoryNode;
import io.carillon.engine.broadcast.Sweep;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.registry.Member;
import io.carillon.engine.websocket.EncodedFrame;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * What a {@link io.carillon.engine.broadcast.Lane} does for broadcasts that came together, on the
 * caller's thread: one round of its {@link Sweep}. {@link BroadcastBenchmark} runs the lane itself.
 */
final class LaneWork {
  private static final int STRIDE = 64;

  private final Member[] members;
  private final Sweep sweep = new Sweep();
  private final Message message = Message.text("x".repeat(128));
  private final BroadcastOptions options;

  LaneWork(int connections, BroadcastOptions options) {
    this.options = options;
    members = MemoryNode.start(1, Behaviors.ignore()).connect(connections).members().lane(0);
  }

  /** Writes this many broadcasts to every connection in one round and checks the counts. */
  List<Tally> round(int broadcasts) {
    List<Tally> tallies = new ArrayList<>(broadcasts);
    for (int i = 0; i < broadcasts; i++) {
      long now = System.nanoTime();
      Tally tally = new Tally(options, members.length, now, () -> {});
      tallies.add(tally);
      sweep.add(Delivery.of(EncodedFrame.of(message), tally, options, now), members);
    }
    while (!sweep.isEmpty()) {
      sweep.advance(STRIDE);
    }
    for (Tally tally : tallies) {
      if (!tally.isSettled()) {
        throw new IllegalStateException("not written to all: " + tally.counts());
      }
    }
    return tallies;
  }
}
