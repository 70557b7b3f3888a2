package io.carillon.benchmarks.load;

import io.carillon.benchmarks.load.LoadResult.Faults;
import java.io.IOException;
import java.util.Arrays;

/**
 * Receivers, publishers and the ledger between them.
 *
 * <p>There is one publisher per message in flight. Without a rate, the next message is published
 * when its publisher has the answer and the deliveries still outstanding, of all publishers
 * together, leave room for one more: with one in flight, when everybody has the last message. At a
 * fixed rate it is published when it is due and a publisher is free. Several messages of one
 * publisher may thus be under way, and their order is checked. Not thread-safe.
 */
final class Broadcasts implements Receiver.Events, Publisher.Events {

  private static final int SETTLE_SECONDS = 20;

  private final LoadPlan plan;
  private final LoadLoop loop;
  private final Listener listener;
  private final Connector connector;
  private final Ledger ledger;
  private final Audience audience;
  private final Progress progress;
  private final Complaints complaints = new Complaints();
  private final Publisher[] publishers;
  private final long outstandingBound;
  private Schedule schedule;
  private boolean publishing;
  private long published;
  private long delivered;
  private long answered;
  private int turn;

  /** What a run counts. */
  interface Listener {

    /** A message was received for the first time. */
    void onDelivery(int receiver, long latencyNanos);

    /** A publish was answered. */
    void onAnswer(long nanos);
  }

  Broadcasts(LoadPlan plan, LoadLoop loop, Listener listener) {
    this.plan = plan;
    this.loop = loop;
    this.listener = listener;
    this.connector = new Connector(loop, plan);
    this.ledger = new Ledger(plan.connections(), plan.parallel());
    boolean half = plan.mode() == LoadPlan.Mode.HALF;
    this.audience = new Audience(plan.connections(), plan.connections() / (half ? 2 : 1));
    this.progress = new Progress(plan.period().stall());
    this.publishers = new Publisher[plan.parallel()];
    this.outstandingBound = (long) (plan.parallel() - 1) * audience.size();
  }

  /**
   * Connects everybody and waits until the server knows it.
   *
   * @throws IOException if that takes more than 20 seconds
   */
  void open() throws IOException {
    connector.fill(new Receiver[plan.connections()], 0, this);
    if (plan.mode() == LoadPlan.Mode.HALF && plan.target().hasTags()) {
      new Tagging(plan.target()).tagEverySecond(plan.connections());
    }
    for (int i = 0; i < publishers.length; i++) {
      publishers[i] = Publisher.connect(i, loop, plan, this);
    }
    long deadline = LoadLoop.inSeconds(SETTLE_SECONDS);
    while (!audience.isSettled()) {
      if (publishers[0].isReady() && audience.wantsProbe()) {
        publishers[0].probe(audience.nextProbe());
      }
      loop.turn();
      if (System.nanoTime() > deadline) {
        throw new IOException("before the first message: " + audience);
      }
    }
  }

  /** Begins to publish. */
  void start() throws IOException {
    publishing = true;
    schedule = plan.perSecond() > 0 ? new Schedule(plan.perSecond()) : null;
    publishWhatMay();
  }

  /** Whether messages are still published or outstanding, and something moves. */
  boolean goesOn() {
    return (publishing || isOutstanding()) && !progress.isStalled(delivered + answered);
  }

  /** Serves what is ready and publishes what is due. */
  void turn() throws IOException {
    if (schedule == null) {
      loop.turn();
    } else {
      loop.turn(schedule.waitMillis());
      publishWhatMay();
    }
  }

  /** Publishes no more, waits for what is outstanding, then two turns for what must not come. */
  void drain() {
    publishing = false;
    while (isOutstanding() && !progress.isStalled(delivered + answered)) {
      loop.turn();
    }
    loop.turn();
    loop.turn();
  }

  Faults faults() {
    long[] each = Arrays.stream(publishers).mapToLong(Publisher::published).toArray();
    return complaints.toFaults(ledger, ledger.missing(each, audience::contains));
  }

  private boolean isOutstanding() {
    return answered < published || delivered < published * audience.size();
  }

  private void publishWhatMay() throws IOException {
    while (publishing && isNext()) {
      Publisher next = nextReady();
      if (next == null) {
        if (schedule != null) {
          schedule.onNobodyFree();
        }
        return;
      }
      published++;
      next.publish(schedule == null ? System.nanoTime() : schedule.take());
      publishing = published < plan.period().maxMessages();
    }
  }

  private boolean isNext() {
    return schedule == null
        ? published * audience.size() - delivered <= outstandingBound
        : schedule.isDue();
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
    int index = receiver.index();
    if (publisher == Publisher.PROBE) {
      audience.onProbe(index, sequence);
    } else if (!audience.contains(index)) {
      complaints.onBroken("a message for others");
    } else if (ledger.record(index, publisher, sequence)) {
      delivered++;
      listener.onDelivery(index, latencyNanos);
    }
  }

  @Override
  public void onAnswer(long sentCount, long nanos) {
    if (!audience.isSettled()) {
      audience.onAnswer(sentCount);
      return;
    }
    answered++;
    listener.onAnswer(nanos);
    if (sentCount != audience.size()) {
      complaints.onWrongCount(sentCount, audience.size());
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
