package io.carillon.engine.delivery;

import io.carillon.engine.message.FailureReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/**
 * The frames of one outbox that wait for the stream, in the order in which they go out.
 *
 * <p>Holds at most {@code max-frames} frames of broadcasts and pushes, and {@code max-bytes} of
 * their bytes, whichever is met first, counting those that the transport has and that are not yet
 * confirmed; an empty queue takes one frame of any size. The connection's own frames are not
 * bounded here. Guarded by its outbox.
 */
final class OutboxQueue {
  private final OutboxSettings settings;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(4);
  private final List<Waiting> pushed = new ArrayList<>(4);
  private int frames;
  private int bytes;
  private int ownBytes;
  private int mortal;

  OutboxQueue(OutboxSettings settings) {
    this.settings = settings;
  }

  /** Takes a broadcast's frame, or answers false: it does not fit and nothing may make room. */
  boolean offer(Waiting frame, long now) {
    expireIfFull(frame, now);
    boolean conflates = settings.overflow() == OverflowPolicy.CONFLATE;
    if (conflates) {
      dropSameKey(frame);
    }
    boolean makesRoom = conflates || settings.overflow() == OverflowPolicy.DROP_OLDEST;
    if (!fits(frame) && !(makesRoom && couldFit(frame))) {
      return false;
    }
    while (!fits(frame)) {
      dropOldest();
    }
    add(frame);
    return true;
  }

  /** Takes a frame for this connection alone, or answers false: it does not fit. */
  boolean offerPushed(ByteString bytes, long now) {
    Waiting frame = Waiting.pushed(bytes);
    expireIfFull(frame, now);
    if (!fits(frame)) {
      return false;
    }
    add(frame);
    return true;
  }

  /** Takes a frame of the connection's own; answers how it waits. */
  Waiting own(ByteString bytes) {
    Waiting frame = Waiting.own(bytes);
    add(frame);
    return frame;
  }

  /** Takes what must go out before everything else: the rest of something already begun. */
  void first(Waiting frame) {
    waiting.addFirst(frame);
    count(frame, 1);
  }

  /** Adds what {@code later} holds behind this queue's own. */
  void append(OutboxQueue later) {
    later.waiting.forEach(this::add);
  }

  boolean isEmpty() {
    return waiting.isEmpty() && pushed.isEmpty();
  }

  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  int frames() {
    return frames;
  }

  int bytes() {
    return bytes + ownBytes;
  }

  int ownBytes() {
    return ownBytes;
  }

  /**
   * The next bytes to push, at most about {@code limit} of them; null if nothing waits. Expired
   * frames are dropped on the way.
   */
  ByteString push(int limit, long now) {
    dropExpired(now);
    Waiting head = waiting.peek();
    if (head == null) {
      return null;
    }
    if (head.remaining() >= limit) {
      return pushPiece(head, limit);
    }
    ByteStringBuilder batch = new ByteStringBuilder();
    int size = 0;
    for (Waiting next = head;
        next != null && size + next.remaining() <= limit;
        next = waiting.peek()) {
      size += next.remaining();
      batch.append(next.offset == 0 ? next.bytes : next.bytes.drop(next.offset));
      waiting.poll();
      pushed.add(next);
      dropExpired(now);
    }
    return batch.result();
  }

  /** What the transport has, as far as is known. */
  List<Waiting> pushed() {
    return pushed;
  }

  /** Everything pushed was taken by the kernel: hands it over and forgets it. */
  List<Waiting> confirm() {
    if (pushed.isEmpty()) {
      return List.of();
    }
    List<Waiting> done = List.copyOf(pushed);
    pushed.clear();
    done.forEach(each -> count(each, -1));
    return done;
  }

  /** Nothing here will be written any more. */
  void fail(FailureReason reason) {
    pushed.forEach(each -> each.failed(reason));
    waiting.forEach(each -> each.failed(reason));
    pushed.clear();
    waiting.clear();
    frames = 0;
    bytes = 0;
    ownBytes = 0;
    mortal = 0;
  }

  /**
   * Drops the frames of broadcasts and pushes of which nothing is on the wire yet; what has expired
   * says so.
   */
  void dropWaiting(FailureReason reason, long now) {
    dropWaiting(FailureReason.EXPIRED, each -> each.isExpired(now));
    dropWaiting(reason, each -> !each.own && each.offset == 0);
  }

  private void expireIfFull(Waiting frame, long now) {
    if (mortal > 0 && !fits(frame)) {
      dropWaiting(FailureReason.EXPIRED, each -> each.isExpired(now));
    }
  }

  private void dropWaiting(FailureReason reason, Predicate<Waiting> which) {
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting frame = each.next();
      if (which.test(frame)) {
        each.remove();
        drop(frame, reason);
      }
    }
  }

  private ByteString pushPiece(Waiting head, int limit) {
    ByteString piece = head.bytes.slice(head.offset, head.offset + limit);
    head.offset += piece.length();
    if (head.remaining() == 0) {
      waiting.poll();
      pushed.add(head);
    }
    return piece;
  }

  private boolean fits(Waiting frame) {
    return isEmpty()
        || frames + 1 <= settings.maxFrames()
            && (long) bytes + frame.remaining() <= settings.maxBytes();
  }

  /** Whether it would fit if everything that may be dropped were: if not, nothing need be. */
  private boolean couldFit(Waiting frame) {
    int keptFrames = 0;
    long keptBytes = 0;
    boolean keepsAny = !pushed.isEmpty();
    for (Waiting each : pushed) {
      keptFrames += each.own ? 0 : 1;
      keptBytes += each.own ? 0 : each.bytes.length();
    }
    for (Waiting each : waiting) {
      if (!each.isDroppable()) {
        keepsAny = true;
        keptFrames += each.own ? 0 : 1;
        keptBytes += each.own ? 0 : each.bytes.length();
      }
    }
    return !keepsAny
        || keptFrames + 1 <= settings.maxFrames()
            && keptBytes + frame.remaining() <= settings.maxBytes();
  }

  private void dropSameKey(Waiting frame) {
    String key = frame.delivery.conflationKey();
    if (key == null) {
      return;
    }
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting old = each.next();
      if (old.isDroppable() && key.equals(old.delivery.conflationKey())) {
        each.remove();
        drop(old, FailureReason.SLOW);
        return;
      }
    }
  }

  private void dropOldest() {
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting oldest = each.next();
      if (oldest.isDroppable()) {
        each.remove();
        drop(oldest, FailureReason.SLOW);
        return;
      }
    }
  }

  private void dropExpired(long now) {
    for (Waiting head = waiting.peek();
        head != null && head.isExpired(now);
        head = waiting.peek()) {
      waiting.poll();
      drop(head, FailureReason.EXPIRED);
    }
  }

  private void drop(Waiting frame, FailureReason reason) {
    count(frame, -1);
    frame.failed(reason);
  }

  private void add(Waiting frame) {
    waiting.add(frame);
    count(frame, 1);
  }

  private void count(Waiting frame, int sign) {
    if (frame.own) {
      ownBytes += sign * frame.bytes.length();
    } else {
      frames += sign;
      bytes += sign * frame.bytes.length();
      mortal += frame.isMortal() ? sign : 0;
    }
  }
}
