package io.carillon.engine.delivery;

import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.apache.pekko.util.ByteString;

/**
 * The broadcasts that one lane writes together, with one system call per connection.
 *
 * <p>A broadcast has one of 64 slots from when it comes until each of its targets has been visited;
 * which broadcasts a connection is to get is a bit mask of slots. Slots are given out in a ring, so
 * reading a mask from the oldest on ({@link #inOrder}) gives the order in which the broadcasts
 * came. Most connections get the same ones as the connection before, so their bytes are laid out
 * once in a direct buffer and written again and again (`FanOutBenchmark`). What becomes of each
 * target is counted here and reported to the tallies in bulk. Owned by one thread.
 */
public final class Batch {
  /** Most broadcasts from the oldest that is not finished on. */
  public static final int CAPACITY = Long.SIZE;

  private static final int SLOT_BITS = CAPACITY - 1;

  /**
   * Large enough for full-sized broadcasts to leave in few calls, small enough to stay in the L2
   * cache.
   */
  private static final int BUFFER_BYTES = 256 * 1024;

  private static final int PING_BYTES = 10;
  private static final byte PING_HEADER = (byte) 0x89;
  private static final byte PING_LENGTH = 8;
  private static final int REASONS = FailureReason.values().length;

  private final Delivery[] deliveries = new Delivery[CAPACITY];
  private final int[] written = new int[CAPACITY];
  private final int[] accepted = new int[CAPACITY];
  private final int[] stalled = new int[CAPACITY];
  private final int[][] failed = new int[CAPACITY][REASONS];
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final int[] unvisited = new int[CAPACITY];
  private int oldest;
  private int span;
  private long pongMask;
  private long preparedMask;
  private int preparedWindow;
  private int preparedLength;
  private long runMask;
  private int run;
  private long visitMask;
  private int visits;

  /**
   * Takes one more broadcast; its slot. The caller checks {@link #isFull} first.
   *
   * @param targets how many connections will be visited for it, at least 1
   */
  public int add(Delivery delivery, int targets) {
    int slot = oldest + span++ & SLOT_BITS;
    long bit = 1L << slot;
    deliveries[slot] = delivery;
    unvisited[slot] = targets;
    pongMask = delivery.wantsPong() ? pongMask | bit : pongMask & ~bit;
    if ((preparedMask & bit) != 0) {
      preparedMask = 0;
    }
    return slot;
  }

  /** Whether every broadcast is finished. */
  public boolean isEmpty() {
    return span == 0;
  }

  /** Whether the next broadcast has to wait until the oldest is finished. */
  public boolean isFull() {
    return span == CAPACITY;
  }

  /** The slot of the broadcast that came first, of those that are not finished. */
  public int oldest() {
    return oldest;
  }

  /** One connection has had the broadcasts of the mask, whatever became of them. */
  public void visited(long mask) {
    if (mask != visitMask) {
      endVisits();
      visitMask = mask;
    }
    visits++;
  }

  /**
   * Tells the tallies what was counted since the last report, and forgets the broadcasts whose
   * targets have all been visited.
   *
   * @return how many are forgotten
   */
  public int report(long now) {
    endRun();
    endVisits();
    int finished = 0;
    for (int i = 0; i < span; i++) {
      int slot = oldest + i & SLOT_BITS;
      if (deliveries[slot] != null) {
        report(slot, now);
        if (unvisited[slot] == 0) {
          deliveries[slot] = null;
          finished++;
        }
      }
    }
    while (span > 0 && deliveries[oldest] == null) {
      oldest = oldest + 1 & SLOT_BITS;
      span--;
    }
    return finished;
  }

  /**
   * The mask turned so that its lowest bit is the broadcast that came first; {@link #slot} says
   * whose it is. Valid until the next {@link #report}.
   */
  long inOrder(long mask) {
    return Long.rotateRight(mask, oldest);
  }

  /** The slot of the lowest bit of a mask that {@link #inOrder} turned. */
  int slot(long turned) {
    return Long.numberOfTrailingZeros(turned) + oldest & SLOT_BITS;
  }

  Delivery delivery(int slot) {
    return deliveries[slot];
  }

  ByteString bytes(int slot, int window) {
    return deliveries[slot].frame().bytes(window);
  }

  boolean wantsPong(long mask) {
    return (mask & pongMask) != 0;
  }

  /** Every frame in the mask was written to one connection, at once. */
  void wrote(long mask) {
    if (mask != runMask) {
      endRun();
      runMask = mask;
    }
    run++;
  }

  void wrote(int slot) {
    written[slot]++;
  }

  void accepted(int slot, boolean isStalled) {
    accepted[slot]++;
    if (isStalled) {
      stalled[slot]++;
    }
  }

  void stalled(int slot) {
    stalled[slot]++;
  }

  /** No frame in the mask was taken by one connection. */
  public void failed(long mask, FailureReason reason) {
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      failed[Long.numberOfTrailingZeros(rest)][reason.ordinal()]++;
    }
  }

  /**
   * Writes the frames in the mask, in the order in which they came, then a ping.
   *
   * @param window the wire form, as {@code EncodedFrame.bytes} has it
   * @param ping payload of the ping, or {@link AckPings#NONE}
   * @return the bytes the channel took; {@link #length} is how many there were without the ping
   */
  long writeTo(WritableByteChannel channel, long mask, int window, long ping) throws IOException {
    if (!prepare(mask, window)) {
      return writeInPieces(channel, mask, window, ping);
    }
    buffer.clear();
    int length = preparedLength;
    if (ping != AckPings.NONE) {
      length = putPing(length, ping);
    }
    buffer.limit(length);
    return channel.write(buffer);
  }

  /** Bytes of the frames in the mask. */
  long length(long mask, int window) {
    if (mask == preparedMask && window == preparedWindow) {
      return preparedLength;
    }
    long sum = 0;
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      sum += bytes(Long.numberOfTrailingZeros(rest), window).length();
    }
    return sum;
  }

  /** Makes sure that every frame of the mask has this wire form. */
  void encode(long mask, int window) {
    if (mask != preparedMask || window != preparedWindow) {
      for (long rest = mask; rest != 0; rest &= rest - 1) {
        bytes(Long.numberOfTrailingZeros(rest), window);
      }
    }
  }

  static int pingLength(long ping) {
    return ping == AckPings.NONE ? 0 : PING_BYTES;
  }

  private boolean prepare(long mask, int window) {
    if (mask == preparedMask && window == preparedWindow) {
      return true;
    }
    preparedMask = 0;
    long length = length(mask, window);
    if (length > BUFFER_BYTES - PING_BYTES) {
      return false;
    }
    buffer.clear();
    for (long rest = inOrder(mask); rest != 0; rest &= rest - 1) {
      bytes(slot(rest), window).copyToBuffer(buffer);
    }
    preparedMask = mask;
    preparedWindow = window;
    preparedLength = (int) length;
    return true;
  }

  private int putPing(int at, long ping) {
    buffer.put(at, PING_HEADER).put(at + 1, PING_LENGTH).putLong(at + 2, ping);
    return at + PING_BYTES;
  }

  private long writeInPieces(WritableByteChannel channel, long mask, int window, long ping)
      throws IOException {
    long sent = 0;
    buffer.clear();
    for (long rest = inOrder(mask); rest != 0; rest &= rest - 1) {
      ByteBuffer frame = bytes(slot(rest), window).asByteBuffer();
      while (frame.hasRemaining()) {
        fill(frame);
        if (!buffer.hasRemaining()) {
          sent += flush(channel);
          if (buffer.hasRemaining()) {
            return sent;
          }
          buffer.clear();
        }
      }
    }
    if (buffer.position() + pingLength(ping) > BUFFER_BYTES) {
      sent += flush(channel);
      if (buffer.hasRemaining()) {
        return sent;
      }
      buffer.clear();
    }
    if (ping != AckPings.NONE) {
      buffer.position(putPing(buffer.position(), ping));
    }
    return sent + flush(channel);
  }

  private void fill(ByteBuffer frame) {
    int piece = Math.min(frame.remaining(), buffer.remaining());
    int end = frame.limit();
    buffer.put(frame.limit(frame.position() + piece));
    frame.limit(end);
  }

  private int flush(WritableByteChannel channel) throws IOException {
    buffer.flip();
    return channel.write(buffer);
  }

  private void endRun() {
    for (long rest = run == 0 ? 0 : runMask; rest != 0; rest &= rest - 1) {
      written[Long.numberOfTrailingZeros(rest)] += run;
    }
    run = 0;
  }

  private void endVisits() {
    for (long rest = visits == 0 ? 0 : visitMask; rest != 0; rest &= rest - 1) {
      unvisited[Long.numberOfTrailingZeros(rest)] -= visits;
    }
    visits = 0;
  }

  private void report(int slot, long now) {
    Tally tally = deliveries[slot].tally();
    if (stalled[slot] > 0) {
      tally.stalled(stalled[slot]);
      stalled[slot] = 0;
    }
    if (accepted[slot] > 0) {
      tally.reached(Level.ACCEPTED, accepted[slot], 0, now);
      accepted[slot] = 0;
    }
    if (written[slot] > 0) {
      tally.written(written[slot], now);
      written[slot] = 0;
    }
    for (FailureReason reason : FailureReason.values()) {
      int count = failed[slot][reason.ordinal()];
      if (count > 0) {
        tally.failed(reason, 0, count, 0);
        failed[slot][reason.ordinal()] = 0;
      }
    }
  }
}
