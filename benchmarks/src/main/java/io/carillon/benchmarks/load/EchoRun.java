package io.carillon.benchmarks.load;

import io.carillon.benchmarks.wire.Frames;
import io.carillon.benchmarks.wire.Stamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Every connection keeps a fixed number of messages under way and expects each back, in order.
 *
 * <p>What a read has brought back is replaced by as many messages in one write.
 */
final class EchoRun implements LoadRun, Receiver.Events {

  private static final int MASK = 0x11223344;

  private final LoadPlan plan;
  private final LoadLoop loop;
  private final Connector connector;
  private final Ledger ledger;
  private final Complaints complaints = new Complaints();
  private final long[] sent;
  private final int[] due;
  private Meter meter;
  private boolean sending;
  private long sentByAll;
  private long returned;

  EchoRun(LoadPlan plan, LoadLoop loop) {
    this.plan = plan;
    this.loop = loop;
    this.connector = new Connector(loop, plan);
    this.ledger = new Ledger(plan.connections(), 1);
    this.sent = new long[plan.connections()];
    this.due = new int[plan.connections()];
  }

  @Override
  public LoadResult run() throws IOException {
    Receiver[] receivers = new Receiver[plan.connections()];
    connector.fill(receivers, 0, this);
    meter = new Meter(plan.period(), plan.target().serverPid());
    sending = true;
    Arrays.fill(due, plan.parallel());
    for (Receiver receiver : receivers) {
      onReadEnd(receiver);
    }
    Progress progress = new Progress(plan.period().stall());
    while ((sending || unreturned() > 0) && meter.tick() && !progress.isStalled(returned)) {
      loop.turn();
    }
    sending = false;
    meter.finish();
    while (unreturned() > 0 && !progress.isStalled(returned)) {
      loop.turn();
    }
    loop.turn();
    return meter.toResult(complaints.toFaults(ledger, unreturned()));
  }

  private long unreturned() {
    return sentByAll - returned;
  }

  @Override
  public void onReadEnd(Receiver receiver) throws IOException {
    int count = due[receiver.index()];
    due[receiver.index()] = 0;
    ByteBuffer out = loop.sendBuffer();
    for (int i = 0; i < count && sending; i++) {
      if (out.remaining() < Frames.MAX_HEAD_BYTES + plan.messageBytes()) {
        receiver.send(out.flip());
        out.clear();
      }
      put(out, sent[receiver.index()]++);
      sending = ++sentByAll < plan.period().maxMessages();
    }
    receiver.send(out.flip());
  }

  private void put(ByteBuffer out, long sequence) {
    Frames.putMaskedHead(out, Frames.TEXT, plan.messageBytes(), MASK);
    int at = out.position();
    Stamp.put(out, at, 0, sequence, System.nanoTime());
    for (int i = at + Stamp.BYTES; i < at + plan.messageBytes(); i++) {
      out.put(i, (byte) 'x');
    }
    Frames.mask(out, at, plan.messageBytes(), MASK);
    out.position(at + plan.messageBytes());
  }

  @Override
  public void onMessage(Receiver receiver, int publisher, long sequence, long latencyNanos) {
    if (ledger.record(receiver.index(), publisher, sequence)) {
      returned++;
      due[receiver.index()]++;
      meter.count(latencyNanos);
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
}
