package io.carillon.benchmarks.simulation;

import java.util.Arrays;

/**
 * What one client has received, checked as it comes: each publisher's messages once and in order.
 *
 * <p>A message is {@code publisher sequence}, the last of each publisher {@code publisher sequence
 * end}, with filler behind. Used by one virtual user at a time.
 */
final class Inbox {
  private static final long ANY = -1;

  private final long[] next;
  private int ended;
  private String fault = "";

  private Inbox(int publishers, long first) {
    next = new long[publishers];
    Arrays.fill(next, first);
  }

  /** Of a client that is there before the first message. */
  static Inbox fromTheStart(int publishers) {
    return new Inbox(publishers, 0);
  }

  /** Of a client that comes while messages flow. */
  static Inbox fromNow(int publishers) {
    return new Inbox(publishers, ANY);
  }

  /** The text of a message. */
  static String message(int publisher, long sequence, boolean isLast, int fillerBytes) {
    return publisher + " " + sequence + (isLast ? " end " : " . ") + "x".repeat(fillerBytes);
  }

  void accept(String text) {
    String[] words = text.split(" ", 4);
    int publisher = Integer.parseInt(words[0]);
    long sequence = Long.parseLong(words[1]);
    if (next[publisher] != ANY && next[publisher] != sequence && fault.isEmpty()) {
      fault = "publisher " + publisher + ": " + sequence + " instead of " + next[publisher];
    }
    next[publisher] = sequence + 1;
    if (words[2].equals("end")) {
      ended++;
    }
  }

  /** Whether every publisher's last message came. */
  boolean isEnded() {
    return ended == next.length;
  }

  /** Whether nothing was missing between the messages that came, doubled or out of order. */
  boolean isInOrder() {
    return fault.isEmpty();
  }

  @Override
  public String toString() {
    return fault.isEmpty() ? "in order up to " + Arrays.toString(next) : fault;
  }
}
