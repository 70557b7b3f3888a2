package io.carillon.engine.connection;

import io.carillon.engine.application.PushResult;
import io.carillon.engine.delivery.Outbox;
import org.apache.pekko.util.ByteString;

/**
 * The connection's own frames that are made during one turn, which is while one piece of input is
 * worked off: collected, so that they leave in one write.
 *
 * <p>Holds the outbox's direct way meanwhile, so that nothing that is sent because of them can
 * overtake them; where the way is shut they go into the outbox one by one. Collects at most {@link
 * #MOST_BYTES} and a frame; what is more goes to the outbox first, and is bounded there. Owned by
 * the stream's thread, but for {@link #isOnTurn}.
 */
final class Replies {
  /** As much as the transport takes in one push. */
  private static final int MOST_BYTES = 64 * 1024;

  private final Outbox outbox;
  private ByteString collected = ByteString.emptyByteString();
  private Thread turn;
  private long now;
  private boolean wrote;
  private boolean pollIsDue;

  Replies(Outbox outbox) {
    this.outbox = outbox;
  }

  /** A turn begins on this thread; {@link #end} must follow. */
  void begin(long at) {
    turn = Thread.currentThread();
    now = at;
  }

  /**
   * Whether the calling thread is in a turn. A race on the field is harmless: no thread can read
   * itself there but after its own {@link #begin}.
   */
  boolean isOnTurn() {
    return turn == Thread.currentThread();
  }

  /** Takes a frame, always. */
  void add(ByteString frame) {
    if (!collected.isEmpty()) {
      collected = collected.concat(frame);
    } else if (outbox.hold()) {
      collected = frame;
    } else {
      wrote = true;
      pollIsDue |= outbox.reply(frame, now);
    }
  }

  /** Takes a frame unless so many wait that the outbox's bounds are met. */
  PushResult push(ByteString frame) {
    if (isBackedUp()) {
      flush();
      return outbox.push(frame, now);
    }
    add(frame);
    return PushResult.Queued.INSTANCE;
  }

  /** Whether so much waits that no message should be taken on. */
  boolean isBackedUp() {
    if (collected.length() >= MOST_BYTES) {
      flush();
    }
    return wrote && outbox.hasBacklog();
  }

  /** Sends what was collected so far. */
  void flush() {
    if (!collected.isEmpty()) {
      ByteString frames = collected;
      collected = ByteString.emptyByteString();
      wrote = true;
      pollIsDue |= outbox.reply(frames, now);
    }
  }

  /** Ends the turn; true if the stream must poll the outbox. */
  boolean end() {
    flush();
    boolean isDue = pollIsDue;
    pollIsDue = false;
    wrote = false;
    turn = null;
    return isDue;
  }
}
