package io.carillon.clusterconfig.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.pattern.Patterns;

/**
 * The way to one Redis, shared by all who need it. Thread-safe; nothing here blocks.
 *
 * <p>Nobody has to wait until Redis is there: the first connection is tried until it is open, with
 * a growing pause that is partly left to chance, and comes back by itself from then on. It closes
 * with its actor system, or before.
 */
public final class RedisLink {
  private static final double JITTER = 0.5;

  private final ActorSystem<?> system;
  private final LinkSettings settings;
  private final RedisClients clients;
  private final Outage outage;
  private volatile boolean isClosed;

  private RedisLink(ActorSystem<?> system, LinkSettings settings, Outage outage) {
    this.system = system;
    this.settings = settings;
    this.clients = RedisClients.of(settings);
    this.outage = outage;
  }

  /**
   * A link without a connection.
   *
   * @param count called whenever Redis goes out of reach
   */
  public static RedisLink create(ActorSystem<?> system, LinkSettings settings, Runnable count) {
    Outage outage = new Outage(settings.address().toString(), count);
    RedisLink link = new RedisLink(system, settings, outage);
    system.getWhenTerminated().thenRun(link::close);
    return link;
  }

  /** Begins to connect for commands. */
  public <V> RedisCalls<V> calls(RedisCodec<String, V> codec, String name) {
    RedisCalls<V> calls = new RedisCalls<>();
    keepTrying(
        name,
        () -> clients.open(codec),
        opened -> {
          watch(name, opened.connection());
          calls.use(opened.commands());
        });
    return calls;
  }

  /** Begins to connect for subscriptions; the connection, once there is one, stays the same. */
  <V> void subscribe(
      RedisCodec<String, V> codec,
      String name,
      Consumer<StatefulRedisPubSubConnection<String, V>> subscriber) {
    keepTrying(
        name,
        () -> clients.openPubSub(codec),
        connection -> {
          watch(name, connection);
          subscriber.accept(connection);
        });
  }

  /**
   * Whether every connection that was asked for is there, or is being opened for the first time.
   */
  public boolean isUp() {
    return outage.isOver();
  }

  /** Ends every connection; nothing that happens from then on is told. */
  public CompletionStage<Void> close() {
    isClosed = true;
    return clients.close();
  }

  private <T> void keepTrying(
      String name, Callable<CompletionStage<? extends T>> attempt, Consumer<T> then) {
    Callable<CompletionStage<T>> noted =
        () ->
            attempt
                .call()
                .<T>thenApply(opened -> opened)
                .whenComplete((opened, failure) -> noteFailure(name, failure));
    Duration first = settings.reconnectAfter();
    Patterns.retry(noted, Integer.MAX_VALUE, first, settings.reconnectAtMost(), JITTER, system)
        .thenAccept(
            opened -> {
              then.accept(opened);
              outage.reached(name);
            });
  }

  private void noteFailure(String name, Throwable failure) {
    if (failure != null && !isClosed) {
      outage.lost(name, reason(failure));
    }
  }

  /** The innermost cause: what is around it repeats the address, or says nothing. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && (cause instanceof CompletionException || cause instanceof RedisConnectionException)) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private void watch(String name, StatefulConnection<?, ?> connection) {
    connection.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisConnected(RedisChannelHandler<?, ?> to, SocketAddress address) {
            outage.reached(name);
          }

          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> from) {
            if (!isClosed) {
              outage.lost(name, "the connection ended");
            }
          }
        });
  }
}
