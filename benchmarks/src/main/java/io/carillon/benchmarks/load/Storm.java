package io.carillon.benchmarks.load;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Clients that all connect at once, on a thread of their own so that they do not hold up those who
 * watch.
 *
 * <p>At most 1,000 handshakes are under way at a time, which fits every server's backlog. The
 * connections hear nothing and stay open until {@link #close}.
 */
final class Storm implements AutoCloseable {

  private static final int UNDER_WAY = 1000;
  private static final int JOIN_SECONDS = 60;

  private final LoadPlan plan;
  private final Thread thread = new Thread(this::rage, "storm");
  private volatile boolean over;
  private volatile boolean closed;
  private volatile int opened;
  private volatile long nanos;
  private volatile String failure;

  /** A storm of as many connections as the plan has, on the plan's path. */
  Storm(LoadPlan plan) {
    this.plan = plan;
  }

  void start() {
    thread.start();
  }

  /** Whether all are connected, or no more will be. */
  boolean isOver() {
    return over;
  }

  /** How long it took. */
  long nanos() {
    return nanos;
  }

  int opened() {
    return opened;
  }

  /** Why not all of them connected, or null. */
  String failure() {
    return failure;
  }

  private void rage() {
    try (LoadLoop loop = new LoadLoop()) {
      long startedAt = System.nanoTime();
      Connects connects = new Connects(new Connector(loop, plan, UNDER_WAY));
      try {
        connects.connector.fill(new Receiver[plan.connections()], 0, connects);
      } catch (IOException e) {
        failure = e.getMessage();
      }
      nanos = System.nanoTime() - startedAt;
      opened = connects.opened;
      over = true;
      while (!closed) {
        loop.turn();
      }
    }
  }

  /** Resets the connections. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(JOIN_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Connects implements Receiver.Events {

    private final Connector connector;
    private int opened;

    private Connects(Connector connector) {
      this.connector = connector;
    }

    @Override
    public void onOpen(Receiver receiver, long nanos) {
      opened++;
      connector.onOpen();
    }

    @Override
    public void onMessage(Receiver receiver, int publisher, long sequence, long latencyNanos) {
      connector.onFailed();
    }

    @Override
    public void onClosed(Receiver receiver, String why) {
      connector.onFailed();
    }

    @Override
    public void onBroken(Receiver receiver, String why) {
      connector.onFailed();
    }
  }
}
