package io.carillon.clusterconfig.redis;

import io.carillon.clusterconfig.redis.BridgeSettings.Bounds;
import io.carillon.clusterconfig.redis.BridgeSettings.Overflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The messages of one inlet, on their way: handed on in the order in which they came, a bounded
 * number at a time; a bounded number, by count and by weight, waits. Redis cannot be told to wait,
 * so what is too much is dropped by the overflow policy. Thread-safe; its lock is held for as long
 * as it takes to hand a message over.
 */
final class Inflow {
  private record Parcel(int bytes, Supplier<CompletionStage<?>> handOver) {}

  private final Bounds bounds;
  private final Runnable onDrop;
  private final Consumer<Throwable> onFailure;
  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private int inFlight;
  private boolean isPumping;

  /**
   * @param onDrop told of each message that was too much
   * @param onFailure told of each message that could not be handed on
   */
  Inflow(Bounds bounds, Runnable onDrop, Consumer<Throwable> onFailure) {
    this.bounds = bounds;
    this.onDrop = onDrop;
    this.onFailure = onFailure;
  }

  /** Takes a message in; {@code handOver} is called once, or never. */
  synchronized void offer(int bytes, Supplier<CompletionStage<?>> handOver) {
    waiting.addLast(new Parcel(bytes, handOver));
    waitingBytes += bytes;
    pump();
    while (waiting.size() > bounds.waiting() || waitingBytes > bounds.waitingBytes()) {
      boolean isOldest = bounds.overflow() == Overflow.DROP_OLDEST;
      waitingBytes -= (isOldest ? waiting.removeFirst() : waiting.removeLast()).bytes;
      onDrop.run();
    }
  }

  /** A message that is done before it is handed over does not call this anew. */
  private void pump() {
    if (isPumping) {
      return;
    }
    isPumping = true;
    while (inFlight < bounds.inFlight() && !waiting.isEmpty()) {
      Parcel next = waiting.removeFirst();
      waitingBytes -= next.bytes;
      inFlight++;
      handOver(next).whenComplete((done, failure) -> onDone(failure));
    }
    isPumping = false;
  }

  private static CompletionStage<?> handOver(Parcel parcel) {
    try {
      return parcel.handOver.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized void onDone(Throwable failure) {
    if (failure != null) {
      onFailure.accept(failure);
    }
    inFlight--;
    pump();
  }
}
