package io.carillon.engine.delivery;

import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.SentMessages;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.util.ByteString;

/**
 * The write side of one connection: the frames waiting for its socket, bounded by count and by
 * bytes, and who may write.
 *
 * <p>One writer at a time holds the baton, so the order of frames is never broken:
 *
 * <pre>
 *   NONE    nothing waits: whoever comes first may write straight to the socket
 *   DIRECT  a lane, or the connection's own stream, is doing that right now
 *   STREAM  bytes wait; only the stream takes them, and the direct way is shut until it has drained
 * </pre>
 *
 * <p>An outbox begins in STREAM, so that nothing overtakes the handshake's answer. A frame counts
 * as written when the kernel has taken its last byte: for a direct write the system call says so;
 * for the stream, its next pull does ({@link #poll}).
 *
 * <p>Thread-safe. {@link #mark}, {@link #takeMarks}, {@link #write} and {@link #ping} are for the
 * connection's lane, {@link #push} is for any thread; the rest is for its stream. The lock is held
 * for bookkeeping only, never during a system call. Broadcast frames over the bounds follow {@link
 * OverflowPolicy}, pushed ones are refused; the connection's own frames always pass, since the
 * stream stops reading while they wait ({@link #hasBacklog}).
 */
public final class Outbox {
  /** Most bytes pushed to the transport at once; it copies them in pieces of this order anyway. */
  private static final int PUSH_BYTES = 64 * 1024;

  /** Own frames beyond this many bytes stop the stream from reading. */
  private static final int BACKLOG_BYTES = 64 * 1024;

  // Who has the baton. No enum: the collector would look again at each outbox that changed hands.
  private static final int NONE = 0;
  private static final int DIRECT = 1;
  private static final int STREAM = 2;

  private final OutboxSettings settings;
  private final WritableByteChannel channel;
  private final int window;
  private final Endpoint endpoint;
  private long marks;

  private int writer = STREAM;
  private boolean opened;
  private boolean held;
  private OutboxQueue queue;
  private AckPings acks;
  private RoundTrips trips;
  private SentRecorder recorder;
  private long progressAt;
  private long written;
  private boolean finishing;
  private FailureReason closed;

  /**
   * Holds everything back until {@link #open}.
   *
   * @param channel the accepted socket in non-blocking mode; null leaves all writing to the stream,
   *     as TLS must
   * @param window wire form of broadcast frames, as {@code EncodedFrame.bytes} has it
   */
  public Outbox(
      OutboxSettings settings, WritableByteChannel channel, int window, Endpoint endpoint) {
    this.settings = settings;
    this.channel = channel;
    this.window = window;
    this.endpoint = endpoint;
  }

  /** Notes that the lane has this broadcast for the connection. */
  public void mark(int slot) {
    marks |= 1L << slot;
  }

  /** The broadcasts noted since the last call. */
  public long takeMarks() {
    long taken = marks;
    marks = 0;
    return taken;
  }

  /**
   * Writes or queues the batch's broadcasts in the mask; what becomes of each is counted in the
   * batch.
   */
  public void write(Batch batch, long mask, long now) {
    batch.encode(mask, window); // here, where it may fail without keeping the baton
    long ping;
    synchronized (this) {
      if (closed != null || finishing) {
        batch.failed(mask, FailureReason.CLOSED);
        return;
      }
      if (!claimDirect()) {
        queue(batch, mask, now);
        return;
      }
      ping = batch.wantsPong(mask) ? acks().reserve(now) : AckPings.NONE;
    }
    long sent = writeTo(batch, mask, ping);
    boolean pingIsDue;
    synchronized (this) {
      settleDirect(batch, mask, sent, ping, now);
      pingIsDue = acks != null && acks.isDue(); // the pong of an earlier ping came during the write
    }
    if (pingIsDue && ping(now)) {
      endpoint.wake();
    }
  }

  /** Sends the handshake's answer, then lets frames pass; true if the stream must {@link #poll}. */
  public boolean open(ByteString answer, long now) {
    synchronized (this) {
      if (closed != null) {
        return false;
      }
      opened = true;
      progressAt = now;
      if (channel == null || queue != null && !queue.isEmpty()) {
        queue().first(Waiting.own(answer));
        return true;
      }
      writer = DIRECT; // from the handshake straight on: nobody may come between
    }
    return writeDirect(answer, now);
  }

  /**
   * Keeps the direct way for replies that the stream is still collecting: what anybody else sends
   * goes behind them. False if the way is not free; otherwise {@link #reply} must follow soon.
   */
  public synchronized boolean hold() {
    if (closed != null || !claimDirect()) {
      return false;
    }
    held = true;
    return true;
  }

  /** Sends frames of the connection's own; true if the stream must {@link #poll}. */
  public boolean reply(ByteString frames, long now) {
    synchronized (this) {
      boolean wasHeld = held;
      held = false;
      if (closed != null) {
        return false;
      }
      if (!wasHeld && !claimDirect()) {
        queue().own(frames);
        return claimForStream(now);
      }
    }
    return writeDirect(frames, now);
  }

  /** Sends a frame to this connection alone, behind everything that was sent before. */
  public PushResult push(ByteString frame, long now) {
    synchronized (this) {
      if (closed != null || finishing) {
        return new PushResult.Refused(FailureReason.CLOSED);
      }
      if (!claimDirect()) {
        return queuePushed(frame, now);
      }
    }
    int sent = DirectBuffer.write(channel, frame);
    PushResult result;
    boolean pollIsDue;
    synchronized (this) {
      result = settlePushed(frame, sent);
      pollIsDue = release(now);
    }
    if (pollIsDue) {
      endpoint.wake();
    }
    return result;
  }

  /**
   * Sends the close frame behind what waits and takes no more broadcasts; true if the stream must
   * {@link #poll}.
   */
  public boolean finish(ByteString closeFrame, long now) {
    synchronized (this) {
      if (finishing) {
        return false;
      }
      finishing = true;
    }
    return reply(closeFrame, now);
  }

  /** As {@link #finish}, but the broadcasts that wait are dropped as slow instead of sent first. */
  public boolean cutOff(ByteString closeFrame, long now) {
    synchronized (this) {
      if (queue != null) {
        queue.dropWaiting(FailureReason.SLOW, now);
      }
    }
    return finish(closeFrame, now);
  }

  /**
   * The transport pulled, so the kernel has everything that was pushed: settles that and answers
   * with the next bytes to push, or null if nothing waits.
   */
  public synchronized ByteString poll(long now) {
    confirmPushed(now);
    if (writer == DIRECT || closed != null) {
      return null;
    }
    if (isPingDue()) {
      long ping = acks.reserve(now);
      acks.commit(now);
      queue().own(AckPings.frame(ping));
    }
    ByteString next = queue == null ? null : queue.push(PUSH_BYTES, now);
    if (next == null) {
      writer = NONE;
      queue = null;
    } else {
      writer = STREAM;
      progressAt = now;
      if (trips != null) {
        trips.pushed(queue.pushed(), now);
      }
    }
    return next;
  }

  /** A pong came: settles what it proves; true if the stream must {@link #poll}. */
  public boolean pong(ByteString payload, long now) {
    boolean ackPingIsDue;
    boolean isHidden;
    synchronized (this) {
      boolean isTrip = trips != null && payload.length() == RoundTrips.BYTES;
      long ackPing = isTrip ? trips.pong(payload, now) : AckPings.payload(payload);
      if (acks == null || ackPing == AckPings.NONE || ackPing != acks.inFlight()) {
        return false;
      }
      isHidden = trips != null && trips.overtaken(ackPing);
      acks.pong(ackPing, now);
      ackPingIsDue = acks.isDue();
    }
    boolean pollIsDue = ackPingIsDue && ping(now);
    return isHidden && measure(now) || pollIsDue;
  }

  /**
   * Measures the round trip by a ping, unless one is in flight for that already; true if the stream
   * must {@link #poll}. Any thread may call it.
   */
  public boolean measure(long now) {
    ByteString frame;
    synchronized (this) {
      if (finishing || closed != null) {
        return false;
      }
      if (trips == null) {
        trips = new RoundTrips();
      }
      frame = trips.begin(acks == null ? AckPings.NONE : acks.inFlight(), now);
      if (frame == null) {
        return false;
      }
      if (!claimDirect()) {
        trips.queued(queue().own(frame));
        return claimForStream(now);
      }
    }
    return writeDirect(frame, now);
  }

  /** Nanoseconds of the last round trip that was measured; 0 if there is none. */
  public synchronized long roundTripNanos() {
    return trips == null ? 0 : trips.lastNanos();
  }

  /**
   * Begins to record what broadcasts write, or goes on within other bounds.
   *
   * @param mostBytes counts only the first time
   */
  public synchronized void startRecording(int mostMessages, Duration longest, int mostBytes) {
    if (recorder == null) {
      recorder = new SentRecorder(mostBytes);
    }
    recorder.start(mostMessages, longest);
  }

  /** Records no more and keeps what there is; false if nothing was ever recorded. */
  public synchronized boolean stopRecording() {
    if (recorder != null) {
      recorder.stop();
    }
    return recorder != null;
  }

  /** Forgets the messages that were recorded, not their count; false if there never were any. */
  public synchronized boolean clearRecording() {
    if (recorder != null) {
      recorder.clear();
    }
    return recorder != null;
  }

  /** What was recorded. */
  public synchronized SentMessages recording() {
    return recorder == null ? SentMessages.NONE : recorder.messages(Instant.now());
  }

  /** Forgets what was measured; a ping that is in flight is answered in vain. */
  public synchronized void forgetRoundTrips() {
    trips = null;
  }

  /** Pings the peer unless a ping is in flight already; true if the stream must {@link #poll}. */
  public boolean ping(long now) {
    ByteString frame;
    synchronized (this) {
      long ping = finishing || closed != null ? AckPings.NONE : acks().reserve(now);
      if (ping == AckPings.NONE) {
        return false;
      }
      acks.commit(now);
      frame = AckPings.frame(ping);
      if (!claimDirect()) {
        queue().own(frame);
        return claimForStream(now);
      }
    }
    return writeDirect(frame, now);
  }

  /**
   * No byte will be written any more: what was not written, or not proved to be received, has
   * failed.
   */
  public synchronized void close(FailureReason reason) {
    if (closed != null) {
      return;
    }
    closed = reason;
    if (queue != null) {
      queue.fail(reason);
      queue = null;
    }
    if (acks != null) {
      acks.fail(FailureReason.CLOSED);
    }
  }

  /** Whether every byte was handed to the kernel and nobody is writing. */
  public synchronized boolean isDrained() {
    return writer == NONE;
  }

  /**
   * Whether bytes wait that the socket does not take at the moment; a {@link #poll} that finds it
   * drained will follow.
   */
  public synchronized boolean isBlocked() {
    return writer == STREAM;
  }

  /** Whether so many own frames wait that the stream should not read on. */
  public synchronized boolean hasBacklog() {
    return queue != null && queue.ownBytes() > BACKLOG_BYTES;
  }

  /**
   * Nanoseconds since bytes wait without any being taken; 0 if none wait, or before the opening.
   */
  public synchronized long stalledFor(long now) {
    return opened && writer == STREAM ? now - progressAt : 0;
  }

  public synchronized int queuedFrames() {
    return queue == null ? 0 : queue.frames();
  }

  public synchronized int queuedBytes() {
    return queue == null ? 0 : queue.bytes();
  }

  /** Broadcast frames handed to the kernel so far. */
  public synchronized long framesWritten() {
    return written;
  }

  /** Writes frames of the connection's own; the caller has taken the baton for it. */
  private boolean writeDirect(ByteString frames, long now) {
    int sent = DirectBuffer.write(channel, frames);
    synchronized (this) {
      if (sent < frames.length() && closed == null) {
        Waiting rest = Waiting.own(frames.compact());
        rest.offset = sent;
        queue().first(rest);
      }
      return release(now);
    }
  }

  private PushResult queuePushed(ByteString frame, long now) {
    if (!queue().offerPushed(frame, now)) {
      return new PushResult.Refused(FailureReason.SLOW);
    }
    if (claimForStream(now)) {
      endpoint.wake();
    }
    return PushResult.Queued.INSTANCE;
  }

  private PushResult settlePushed(ByteString frame, int sent) {
    if (sent == frame.length()) {
      return PushResult.Sent.INSTANCE;
    }
    if (closed != null) {
      return new PushResult.Refused(FailureReason.CLOSED);
    }
    Waiting rest = Waiting.pushed(frame);
    rest.offset = sent;
    queue().first(rest);
    return PushResult.Queued.INSTANCE;
  }

  private long writeTo(Batch batch, long mask, long ping) {
    try {
      return batch.writeTo(channel, mask, window, ping);
    } catch (IOException e) {
      return 0; // the peer is gone; the stream reads the same error and closes
    }
  }

  private void settleDirect(Batch batch, long mask, long sent, long ping, long now) {
    long length = batch.length(mask, window);
    if (sent >= length) {
      batch.wrote(mask);
      written += Long.bitCount(mask);
      if (recorder != null) {
        record(batch, mask);
      }
      if (batch.wantsPong(mask)) {
        track(batch, mask, now);
      }
      if (ping != AckPings.NONE) {
        acks.commit(now);
        queueRest(ping, (int) (sent - length));
      }
    } else {
      if (ping != AckPings.NONE) {
        acks.cancel();
      }
      queueRest(batch, mask, sent, now);
    }
    if (closed != null && acks != null) {
      acks.fail(FailureReason.CLOSED);
    }
    if (release(now)) {
      endpoint.wake();
    }
  }

  /** What a direct write left over goes before anything that came meanwhile. */
  private void queueRest(Batch batch, long mask, long sent, long now) {
    OutboxQueue meanwhile = queue;
    queue = new OutboxQueue(settings);
    long end = 0;
    for (long rest = batch.inOrder(mask); rest != 0; rest &= rest - 1) {
      int slot = batch.slot(rest);
      int length = batch.bytes(slot, window).length();
      long begin = end;
      end += length;
      if (end <= sent) {
        batch.wrote(slot);
        written++;
        record(batch, 1L << slot);
        if (batch.delivery(slot).wantsPong()) {
          track(batch, 1L << slot, now);
        }
      } else if (closed != null) {
        batch.failed(1L << slot, FailureReason.CLOSED);
      } else {
        offer(batch, slot, (int) Math.max(0, sent - begin), now);
      }
    }
    if (meanwhile != null) {
      queue.append(meanwhile);
    }
  }

  private void queueRest(long ping, int sent) {
    if (sent < Batch.pingLength(ping) && closed == null) {
      Waiting rest = Waiting.own(AckPings.frame(ping));
      rest.offset = sent;
      queue().first(rest);
    }
  }

  private void queue(Batch batch, long mask, long now) {
    if (queue == null) {
      progressAt = now;
    }
    for (long rest = batch.inOrder(mask); rest != 0; rest &= rest - 1) {
      offer(batch, batch.slot(rest), 0, now);
    }
    if (claimForStream(now)) {
      endpoint.wake();
    }
  }

  private void offer(Batch batch, int slot, int offset, long now) {
    Delivery delivery = batch.delivery(slot);
    boolean stalled = delivery.tally().level() != Level.ACCEPTED && isStalled(delivery, now);
    Waiting frame = new Waiting(batch.bytes(slot, window), delivery, stalled);
    frame.offset = offset;
    if (offset > 0) {
      queue().first(frame);
      batch.accepted(slot, stalled);
    } else if (queue().offer(frame, now)) {
      batch.accepted(slot, stalled);
    } else {
      batch.failed(1L << slot, FailureReason.SLOW);
      if (settings.overflow() == OverflowPolicy.CLOSE) {
        endpoint.cutOff();
      }
    }
  }

  private boolean isStalled(Delivery delivery, long now) {
    return stalledFor(now) >= settings.stallAfter().toNanos() && writer == STREAM
        || delivery.wantsPong()
            && acks != null
            && acks.isStalled(now, settings.pongStallAfter().toNanos());
  }

  private void track(Batch batch, long mask, long now) {
    for (long rest = batch.inOrder(mask); rest != 0; rest &= rest - 1) {
      int slot = batch.slot(rest);
      Delivery delivery = batch.delivery(slot);
      if (delivery.wantsPong()) {
        boolean stalled = isStalled(delivery, now);
        if (stalled) {
          batch.stalled(slot);
        }
        acks().track(delivery, stalled);
      }
    }
  }

  private void record(Batch batch, long mask) {
    for (long rest = batch.inOrder(mask); rest != 0; rest &= rest - 1) {
      record(batch.delivery(batch.slot(rest)));
    }
  }

  private void record(Delivery delivery) {
    if (recorder != null && recorder.isOn()) {
      recorder.add(delivery, Instant.now());
    }
  }

  private void confirmPushed(long now) {
    if (queue == null) {
      return;
    }
    for (Waiting done : queue.confirm()) {
      done.written(now);
      if (done.delivery != null) {
        written++;
        record(done.delivery);
        if (done.delivery.wantsPong()) {
          acks().track(done.delivery, done.stalled);
        }
      }
    }
  }

  private boolean claimDirect() {
    if (writer != NONE || channel == null) {
      return false;
    }
    writer = DIRECT;
    return true;
  }

  /**
   * Gives the baton back, or to the stream if bytes wait or a pong that came meanwhile has made a
   * ping due; true if the stream has it now.
   */
  private boolean release(long now) {
    writer = NONE;
    return (queue != null && queue.hasWaiting() || isPingDue()) && claimForStream(now);
  }

  private boolean isPingDue() {
    return acks != null && acks.isDue() && !finishing && closed == null;
  }

  private boolean claimForStream(long now) {
    if (writer != NONE) {
      return false;
    }
    writer = STREAM;
    progressAt = now;
    return true;
  }

  private OutboxQueue queue() {
    if (queue == null) {
      queue = new OutboxQueue(settings);
    }
    return queue;
  }

  private AckPings acks() {
    if (acks == null) {
      acks = new AckPings(settings.maxFrames());
    }
    return acks;
  }
}
