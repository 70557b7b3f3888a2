package io.carillon.clusterconfig.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Sends commands over one connection, in the order in which they are given. Thread-safe.
 *
 * <p>A command fails with a {@link RedisException} if there is no connection, at once, or if its
 * answer does not come in time; it may then have been carried out, but is never sent twice.
 */
public final class RedisCalls<V> {
  private volatile RedisClusterAsyncCommands<String, V> commands;

  RedisCalls() {}

  void use(RedisClusterAsyncCommands<String, V> opened) {
    commands = opened;
  }

  /** Sends a command; never throws. Answers come on a thread of the client, which must not wait. */
  public <T> CompletionStage<T> call(
      Function<RedisClusterAsyncCommands<String, V>, RedisFuture<T>> command) {
    RedisClusterAsyncCommands<String, V> now = commands;
    if (now == null) {
      return CompletableFuture.failedFuture(new RedisException("not connected yet"));
    }
    try {
      return command.apply(now);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
