package io.carillon.benchmarks.load;

/**
 * When a run at a fixed rate publishes its messages.
 *
 * <p>A message that is due while every publisher waits for an answer keeps its due time as its time
 * of publication, so that a server that stalls cannot hide the wait. Not thread-safe.
 */
final class Schedule {

  private static final double SECOND_NANOS = 1e9;
  private static final int LONGEST_WAIT_MILLIS = 20;

  private final double intervalNanos;
  private final long startedAt = System.nanoTime();
  private long published;
  private boolean late;

  /** Starts now, with so many messages a second. */
  Schedule(double perSecond) {
    intervalNanos = SECOND_NANOS / perSecond;
  }

  private long dueAt() {
    return startedAt + (long) (published * intervalNanos);
  }

  boolean isDue() {
    return System.nanoTime() >= dueAt();
  }

  /** What is due cannot be published now. */
  void onNobodyFree() {
    late = true;
  }

  /**
   * Takes the message that is due and answers when it counts as published: now, if the client only
   * woke up late, or when it was due, if it had to wait for an answer.
   */
  long take() {
    long due = dueAt();
    published++;
    long stamp = late ? due : System.nanoTime();
    late = late && isDue();
    return stamp;
  }

  /** How long to wait for the sockets: at most until the next message is due. */
  int waitMillis() {
    long nanos = dueAt() - System.nanoTime();
    return (int) Math.max(0, Math.min(LONGEST_WAIT_MILLIS, nanos / 1_000_000));
  }
}
