package io.carillon.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Broadcasts with ascending numbers, sent by the clock from one node after the other. */
final class BroadcastStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<NodeProgram> askers;
  private final String route;
  private final Duration timeout;
  private final AtomicInteger sent = new AtomicInteger();
  private final List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();

  private BroadcastStream(List<NodeProgram> askers, String route, Duration timeout) {
    this.askers = askers;
    this.route = route;
    this.timeout = timeout;
  }

  /**
   * Sends one number after the other to a route.
   *
   * @param timeout the deadline of each broadcast
   */
  static BroadcastStream start(
      List<NodeProgram> askers, String route, Duration every, Duration timeout) {
    BroadcastStream stream = new BroadcastStream(askers, route, timeout);
    stream.clock.scheduleAtFixedRate(stream::send, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return stream;
  }

  private void send() {
    int number = sent.getAndIncrement();
    NodeProgram asker = askers.get(number % askers.size());
    synchronized (outcomes) {
      outcomes.add(asker.send(route, " " + number, timeout));
    }
  }

  /** Numbers from this one on are yet to be sent. */
  int next() {
    return sent.get();
  }

  /** Sends no more, and waits for all answers; fails if one does not come. */
  List<Outcome> end() {
    close();
    synchronized (outcomes) {
      return outcomes.stream()
          .map(outcome -> outcome.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
          .toList();
    }
  }

  /**
   * Sends no more, and gives the receipts that were there in time; a node that is about to end may
   * answer that it cannot, or not at all.
   */
  List<Outcome> endWithWhatCame() {
    close();
    synchronized (outcomes) {
      return outcomes.stream()
          .map(outcome -> outcome.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .flatMap(
              outcome ->
                  outcome.handle((came, failure) -> Optional.ofNullable(came)).join().stream())
          .filter(outcome -> outcome.receipt().has("complete"))
          .toList();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
