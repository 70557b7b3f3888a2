package io.carillon.benchmarks.load;

import java.io.IOException;
import java.util.Arrays;

/**
 * Publishes to all connections, with a fixed number of messages in flight.
 *
 * <p>There is one publisher per message in flight, and the next message is published when its
 * publisher has the answer and the deliveries still outstanding, of all publishers together, leave
 * room for one more: with one in flight, when every connection has the last message. Several
 * messages of one publisher may thus be under way, and their order is checked.
 */
final class FanoutRun implements LoadRun, Receiver.Events, Publisher.Events {

  private static final int SETTLE_SECONDS = 10;

  private final LoadPlan plan;
  private final LoadLoop loop;
  private final Connector connector;
  private final Ledger ledger;
  private final Complaints complaints = new Complaints();
  private final Publisher[] publishers;
  private final long outstandingBound;
  private Meter meter;
  private boolean settled;
  private long probed;
  private boolean publishing;
  private long published;
  private long delivered;
  private long answered;
  private int turn;

  FanoutRun(LoadPlan plan, LoadLoop loop) {
    this.plan = plan;
    this.loop = loop;
    this.connector = new Connector(loop, plan);
    this.ledger = new Ledger(plan.connections(), plan.parallel());
    this.publishers = new Publisher[plan.parallel()];
    this.outstandingBound = (long) (plan.parallel() - 1) * plan.connections();
  }

  @Override
  public LoadResult run() throws IOException {
    connector.fill(new Receiver[plan.connections()], 0, this);
    for (int i = 0; i < publishers.length; i++) {
      publishers[i] = Publisher.connect(i, loop, plan, this);
    }
    settle();
    meter = new Meter(plan.period(), plan.target().serverPid());
    publishing = true;
    publishWhatMay();
    Progress progress = new Progress(plan.period().stall());
    while ((publishing || isOutstanding())
        && meter.tick()
        && !progress.isStalled(delivered + answered)) {
      loop.turn();
    }
    publishing = false;
    meter.finish();
    drain(progress);
    return meter.toResult(complaints.toFaults(ledger, ledger.missing(publishedByEach())));
  }

  /**
   * Publishes probes until the server knows all the connections and no earlier ones any more.
   *
   * <p>A server may answer a handshake before it has entered the connection in its books, and see
   * the end of an earlier run late. Probes are nobody's messages; from here on every message
   * counts.
   *
   * @throws IOException if the count is still wrong after {@value #SETTLE_SECONDS} seconds
   */
  private void settle() throws IOException {
    long deadline = LoadLoop.inSeconds(SETTLE_SECONDS);
    while (!settled) {
      if (publishers[0].isReady()) {
        publishers[0].probe();
      }
      loop.turn();
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "sentCount is "
                + probed
                + ", not "
                + plan.connections()
                + ", before the first message");
      }
    }
  }

  /** Waits for what is outstanding, then two turns more for what must not come. */
  private void drain(Progress progress) {
    while (isOutstanding() && !progress.isStalled(delivered + answered)) {
      loop.turn();
    }
    loop.turn();
    loop.turn();
  }

  private boolean isOutstanding() {
    return answered < published || delivered < published * plan.connections();
  }

  private long[] publishedByEach() {
    return Arrays.stream(publishers).mapToLong(Publisher::published).toArray();
  }

  private void publishWhatMay() throws IOException {
    while (publishing && published * plan.connections() - delivered <= outstandingBound) {
      Publisher next = nextReady();
      if (next == null) {
        return;
      }
      published++;
      next.publish();
      publishing = published < plan.period().maxMessages();
    }
  }

  private Publisher nextReady() {
    for (int i = 0; i < publishers.length; i++) {
      turn = turn + 1 == publishers.length ? 0 : turn + 1;
      if (publishers[turn].isReady()) {
        return publishers[turn];
      }
    }
    return null;
  }

  @Override
  public void onIdle() throws IOException {
    publishWhatMay();
  }

  @Override
  public void onReadEnd(Receiver receiver) throws IOException {
    publishWhatMay();
  }

  @Override
  public void onMessage(Receiver receiver, int publisher, long sequence, long latencyNanos) {
    if (publisher != Publisher.PROBE && ledger.record(receiver.index(), publisher, sequence)) {
      delivered++;
      meter.count(latencyNanos);
    }
  }

  @Override
  public void onAnswer(long sentCount, long nanos) {
    if (!settled) {
      probed = sentCount;
      settled = sentCount == plan.connections();
      return;
    }
    answered++;
    meter.countAnswer(nanos);
    if (sentCount != plan.connections()) {
      complaints.onWrongCount(sentCount, plan.connections());
    }
  }

  @Override
  public void onOpen(Receiver receiver, long nanos) {
    connector.onOpen();
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

  @Override
  public void onBroken(String why) {
    publishing = false;
    complaints.onBroken(why);
  }
}
