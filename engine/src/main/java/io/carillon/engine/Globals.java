package io.carillon.engine;

import io.carillon.engine.information.GlobalValues;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;

/**
 * The global values of a node: what an application keeps for itself, by key, with or without an
 * end.
 *
 * <p>Thread-safe; nothing here blocks. In memory only: they end with the node. Bounded by {@code
 * carillon.engine.global}.
 */
public final class Globals {
  private final GlobalValues values;

  Globals(GlobalValues values) {
    this.values = values;
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
    return CompletableFuture.completedFuture(values.put(key, value, timeToLive));
  }

  /** The value under a key, if there is one. */
  public CompletionStage<Optional<ByteString>> value(String key) {
    return CompletableFuture.completedFuture(values.value(key));
  }

  /** Takes a value away; false if there was none. */
  public CompletionStage<Boolean> remove(String key) {
    return CompletableFuture.completedFuture(values.remove(key));
  }
}
