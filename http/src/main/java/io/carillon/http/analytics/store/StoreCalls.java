package io.carillon.http.analytics.store;

import io.carillon.clusterconfig.redis.RedisCalls;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Commands to Redis whose failures are those that a store has. */
record StoreCalls(RedisCalls<String> redis) {

  <T> CompletionStage<T> call(
      Function<RedisClusterAsyncCommands<String, String>, RedisFuture<T>> command) {
    return redis.call(command).handle(StoreCalls::answer).thenCompose(answer -> answer);
  }

  private static <T> CompletionStage<T> answer(T answer, Throwable failure) {
    if (failure == null) {
      return CompletableFuture.completedFuture(answer);
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return CompletableFuture.failedFuture(
        isAway(cause) ? new StoreUnreachableException(cause) : cause);
  }

  /** What Redis itself refuses, as for want of rights, it will refuse again. */
  private static boolean isAway(Throwable cause) {
    boolean isRefused =
        cause instanceof RedisCommandExecutionException
            && !(cause instanceof RedisLoadingException);
    return cause instanceof RedisException && !isRefused;
  }

  /** Done when all are; fails if any did. */
  static CompletionStage<Void> all(List<? extends CompletionStage<?>> stages) {
    return CompletableFuture.allOf(
        stages.stream()
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture[]::new));
  }
}
