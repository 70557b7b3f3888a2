package io.carillon.engine;

import io.carillon.engine.information.GlobalStore;
import io.carillon.engine.replication.NotReplicatedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;

/**
 * The global values: what an application keeps for itself, by key, with or without an end.
 *
 * <p>Thread-safe; nothing here blocks. In memory only: they end with the node, in a cluster with
 * the last one. There every node has them all; what needs most of the nodes and cannot have them
 * fails with {@link EngineBusyException}, and whether it is done is not known. Bounded by {@code
 * carillon.engine.global}, for all nodes together.
 */
public final class Globals {
  private final GlobalStore store;

  Globals(GlobalStore store) {
    this.store = store;
  }

  /**
   * Puts a value, which may be empty, under a key, in place of one that is there.
   *
   * @param timeToLive empty keeps it until it is removed
   * @return false if there is no room for it; then nothing changes
   * @throws IllegalArgumentException if the time to live is not positive
   */
  public CompletionStage<Boolean> put(String key, ByteString value, Optional<Duration> timeToLive) {
    if (timeToLive.isPresent() && (timeToLive.get().isNegative() || timeToLive.get().isZero())) {
      throw new IllegalArgumentException("timeToLive must be positive, was " + timeToLive.get());
    }
    return known(store.put(key, value, timeToLive));
  }

  /** The value under a key, if there is one. */
  public CompletionStage<Optional<ByteString>> value(String key) {
    return known(store.value(key));
  }

  /** Takes a value away; false if there was none. */
  public CompletionStage<Boolean> remove(String key) {
    return known(store.remove(key));
  }

  private static <T> CompletionStage<T> known(CompletionStage<T> asked) {
    return asked.exceptionallyCompose(
        failure -> {
          Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
          return CompletableFuture.failedFuture(
              cause instanceof NotReplicatedException
                  ? new EngineBusyException(cause.getMessage())
                  : cause);
        });
  }
}
