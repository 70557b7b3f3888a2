package io.carillon.engine.connection;

import io.carillon.engine.application.Closure;
import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.application.Lifecycles;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;

/**
 * Who is told that a connection ends, and waited for, before it is forgotten.
 *
 * @param timeout longest wait for each event
 */
record Ending(Lifecycles lifecycles, Duration timeout) {

  /** Whether there is anybody to wait for. */
  boolean isWaitedFor() {
    return lifecycles.want(Lifecycle.Event.BEFORE_CLOSE)
        || lifecycles.want(Lifecycle.Event.GHOST_CONNECTION_CLOSE);
  }

  /** Completes, never fails, when everybody is done or the time is over. */
  CompletionStage<Done> begin(Connected connection, Closure closure, boolean wasGhost) {
    if (!wasGhost) {
      return inTime(lifecycles.beforeClose(connection, closure));
    }
    return inTime(lifecycles.onGhostConnectionClose(connection))
        .thenCompose(done -> inTime(lifecycles.beforeClose(connection, closure)));
  }

  private CompletionStage<Done> inTime(CompletionStage<Done> stage) {
    return stage
        .toCompletableFuture()
        .copy()
        .completeOnTimeout(Done.getInstance(), timeout.toNanos(), TimeUnit.NANOSECONDS);
  }
}
