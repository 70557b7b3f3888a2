package io.carillon.engine.information;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;

/** Where global values are kept: on one node, or on all. Thread-safe; nothing blocks. */
public interface GlobalStore {

  /**
   * Puts a value under a key, in place of one that is there.
   *
   * @param timeToLive positive; empty keeps it until it is removed
   * @return false if there is no room; then nothing changes
   */
  CompletionStage<Boolean> put(String key, ByteString value, Optional<Duration> timeToLive);

  /** The value under a key, if there is one. */
  CompletionStage<Optional<ByteString>> value(String key);

  /** Takes a value away; false if there was none. */
  CompletionStage<Boolean> remove(String key);

  /** Values of this node and no other. */
  static GlobalStore of(GlobalValues values) {
    return new GlobalStore() {
      @Override
      public CompletionStage<Boolean> put(
          String key, ByteString value, Optional<Duration> timeToLive) {
        return CompletableFuture.completedFuture(values.put(key, value, timeToLive));
      }

      @Override
      public CompletionStage<Optional<ByteString>> value(String key) {
        return CompletableFuture.completedFuture(values.value(key));
      }

      @Override
      public CompletionStage<Boolean> remove(String key) {
        return CompletableFuture.completedFuture(values.remove(key));
      }
    };
  }
}
