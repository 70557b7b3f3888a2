package io.carillon.benchmarks.load;

import java.io.IOException;

/**
 * Opens all connections, resets them, and again, in waves.
 *
 * <p>The rate counts the time of the whole measured period; the server's CPU per handshake includes
 * what it costs to close the connection.
 */
final class ConnectRun implements LoadRun, Receiver.Events {

  private final LoadPlan plan;
  private final Connector connector;
  private final Complaints complaints = new Complaints();
  private Meter meter;
  private long opened;

  ConnectRun(LoadPlan plan, LoadLoop loop) {
    this.plan = plan;
    this.connector = new Connector(loop, plan);
  }

  @Override
  public LoadResult run() throws IOException {
    meter = new Meter(plan.period(), plan.target().serverPid());
    Receiver[] wave = new Receiver[plan.connections()];
    while (opened < plan.period().maxMessages() && meter.tick()) {
      connector.fill(wave, 0, this);
      for (Receiver receiver : wave) {
        receiver.reset();
      }
    }
    meter.finish();
    return meter.toResult(complaints.toFaults(new Ledger(0, 1), 0));
  }

  @Override
  public void onOpen(Receiver receiver, long nanos) {
    opened++;
    connector.onOpen();
    meter.count(nanos);
  }

  @Override
  public void onMessage(Receiver receiver, int publisher, long sequence, long latencyNanos) {
    complaints.onBroken("a message that nobody sent");
  }

  @Override
  public void onClosed(Receiver receiver, String why) {
    connector.onFailed();
    complaints.onClosed(why);
  }

  @Override
  public void onBroken(Receiver receiver, String why) {
    complaints.onBroken(why);
  }
}
