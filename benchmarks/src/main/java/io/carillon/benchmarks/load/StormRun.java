package io.carillon.benchmarks.load;

import io.carillon.benchmarks.load.LoadResult.Faults;
import io.carillon.benchmarks.load.LoadResult.Measured;
import io.carillon.benchmarks.wire.SocketPath;
import java.io.IOException;
import java.util.Arrays;

/**
 * Keeps broadcasting to a few watchers at a fixed rate while many others connect.
 *
 * <p>The figure is the longest pause between two messages that any watcher saw from the first
 * connect until half a second after the last; without a storm it is the interval of the broadcasts.
 * The warm-up is the calm before.
 */
final class StormRun implements LoadRun, Broadcasts.Listener {

  /** Publishers, so that one slow answer does not end the rhythm. */
  private static final int PUBLISHERS = 16;

  private static final long AFTER_NANOS = 500_000_000L;

  private final LoadPlan plan;
  private final Broadcasts broadcasts;
  private final long[] lastAt;
  private boolean watching;
  private long longestPause;
  private Meter meter;

  StormRun(LoadPlan plan, LoadLoop loop) {
    this.plan = plan;
    LoadPlan watch =
        new LoadPlan(
            LoadPlan.Mode.FANOUT,
            plan.target(),
            plan.parallel(),
            PUBLISHERS,
            plan.messageBytes(),
            plan.perSecond(),
            plan.period());
    this.broadcasts = new Broadcasts(watch, loop, this);
    this.lastAt = new long[plan.parallel()];
  }

  @Override
  public LoadResult run() throws IOException {
    try (Storm storm = new Storm(plan.withPath(SocketPath.STORM))) {
      broadcasts.open();
      meter = new Meter(plan.period(), plan.target().serverPid());
      broadcasts.start();
      while (broadcasts.goesOn() && meter.tick()) {
        if (!watching && meter.isMeasuring()) {
          watching = true;
          Arrays.fill(lastAt, System.nanoTime());
          storm.start();
        }
        broadcasts.turn();
        if (storm.isOver() && meter.nanosSinceStart() > storm.nanos() + AFTER_NANOS) {
          break;
        }
      }
      meter.finish();
      watching = false;
      broadcasts.drain();
      return toResult(storm);
    }
  }

  private LoadResult toResult(Storm storm) throws IOException {
    Faults faults = broadcasts.faults();
    if (storm.failure() != null || !storm.isOver()) {
      throw new IOException("in the storm: " + storm.failure() + "; besides, " + faults);
    }
    Measured connects = Measured.of(storm.opened(), storm.nanos());
    return meter.toResult(faults, connects, longestPause / 1e6);
  }

  @Override
  public void onDelivery(int receiver, long latencyNanos) {
    meter.count(latencyNanos);
    if (watching) {
      long now = System.nanoTime();
      longestPause = Math.max(longestPause, now - lastAt[receiver]);
      lastAt[receiver] = now;
    }
  }

  @Override
  public void onAnswer(long nanos) {
    meter.countAnswer(nanos);
  }
}
