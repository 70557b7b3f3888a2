package io.carillon.benchmarks.load;

import java.io.IOException;

/** Broadcasts for the length of the period and counts the deliveries. */
final class FanoutRun implements LoadRun, Broadcasts.Listener {

  private final LoadPlan plan;
  private final Broadcasts broadcasts;
  private Meter meter;

  FanoutRun(LoadPlan plan, LoadLoop loop) {
    this.plan = plan;
    this.broadcasts = new Broadcasts(plan, loop, this);
  }

  @Override
  public LoadResult run() throws IOException {
    broadcasts.open();
    meter = new Meter(plan.period(), plan.target().serverPid());
    broadcasts.start();
    while (broadcasts.goesOn() && meter.tick()) {
      broadcasts.turn();
    }
    meter.finish();
    broadcasts.drain();
    return meter.toResult(broadcasts.faults());
  }

  @Override
  public void onDelivery(int receiver, long latencyNanos) {
    meter.count(latencyNanos);
  }

  @Override
  public void onAnswer(long nanos) {
    meter.countAnswer(nanos);
  }
}
