package io.carillon.engine.delivery;

import io.carillon.engine.message.SentMessage;
import io.carillon.engine.message.SentMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the last messages that broadcasts wrote to one connection, and counts them.
 *
 * <p>Keeps at most so many messages, so many bytes of payload and for so long, whichever is met
 * first; the oldest are forgotten. A message with more bytes is counted and not kept. Payloads are
 * shared with the broadcast. While it is off it counts nothing and goes on keeping what it has.
 * Guarded by its outbox; time is an argument.
 */
final class SentRecorder {
  private final Deque<SentMessage> kept = new ArrayDeque<>();
  private final int mostBytes;
  private int mostMessages;
  private Duration longest;
  private boolean isOn;
  private long counted;
  private long bytes;

  SentRecorder(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Begins to record, or goes on within other bounds. */
  void start(int newMostMessages, Duration newLongest) {
    mostMessages = newMostMessages;
    longest = newLongest;
    isOn = true;
  }

  void stop() {
    isOn = false;
  }

  boolean isOn() {
    return isOn;
  }

  /** A broadcast's message was written. */
  void add(Delivery delivery, Instant now) {
    counted++;
    SentMessage sent = new SentMessage(counted, delivery.frame().message(), now, delivery.target());
    kept.add(sent);
    bytes += length(sent);
    trim(now);
  }

  /** Forgets what is kept; the count goes on. */
  void clear() {
    kept.clear();
    bytes = 0;
  }

  SentMessages messages(Instant now) {
    trim(now);
    return new SentMessages(counted, List.copyOf(kept));
  }

  private void trim(Instant now) {
    Instant tooOld = now.minus(longest);
    while (!kept.isEmpty()
        && (kept.size() > mostMessages
            || bytes > mostBytes
            || kept.peek().writtenAt().isBefore(tooOld))) {
      bytes -= length(kept.poll());
    }
  }

  private static int length(SentMessage sent) {
    return sent.message().payload().length();
  }
}
