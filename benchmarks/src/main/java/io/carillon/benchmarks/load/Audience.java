package io.carillon.benchmarks.load;

import java.time.Duration;
import java.util.Arrays;

/**
 * Who hears the broadcasts of a run, found out by probes before the first message.
 *
 * <p>A server may answer a handshake before it has entered the connection in its books, see the end
 * of an earlier run late, or deliver after it has answered. So probes, which are nobody's messages,
 * are published one at a time until one is answered with the expected count and has come to as many
 * receivers: those are the audience. Not thread-safe.
 */
final class Audience {

  /** When a probe that has not come to everybody is given up for the next one. */
  private static final long PATIENCE_NANOS = Duration.ofMillis(800).toNanos();

  private final int expected;
  private final boolean[] members;
  private long probe = -1;
  private long probedAt;
  private long answered;
  private int heard;
  private boolean waiting;
  private boolean settled;

  /** Expects so many of the receivers to hear a broadcast. */
  Audience(int receivers, int expected) {
    this.expected = expected;
    this.members = new boolean[receivers];
  }

  /** How many receive each message. */
  int size() {
    return expected;
  }

  boolean contains(int receiver) {
    return members[receiver];
  }

  boolean isSettled() {
    return settled;
  }

  /** Whether the last probe has failed, or there was none. */
  boolean wantsProbe() {
    return !waiting
        && !settled
        && (answered != expected || System.nanoTime() - probedAt > PATIENCE_NANOS);
  }

  /** Begins a probe; answers its sequence number. */
  long nextProbe() {
    waiting = true;
    answered = 0;
    heard = 0;
    Arrays.fill(members, false);
    probedAt = System.nanoTime();
    return ++probe;
  }

  void onAnswer(long sentCount) {
    waiting = false;
    answered = sentCount;
    settled = answered == expected && heard == expected;
  }

  /** Somebody has received a probe; an earlier one than the last says nothing any more. */
  void onProbe(int receiver, long sequence) {
    if (!settled && sequence == probe && !members[receiver]) {
      members[receiver] = true;
      heard++;
      settled = answered == expected && heard == expected;
    }
  }

  @Override
  public String toString() {
    return "sentCount %d, received %d, wanted %d".formatted(answered, heard, expected);
  }
}
