package io.carillon.clusterconfig.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections to one Redis, or to a Redis Cluster, in the same way. Thread-safe.
 *
 * <p>A connection that was open once comes back by itself, with its subscriptions. A command is
 * sent once at most: one whose answer is lost with the connection has failed, since sent again it
 * might count twice, and one that is given while there is no connection fails at once.
 */
abstract class RedisClients {
  /** Both only move bytes; commands are a few and small. */
  private static final int THREADS = 2;

  /** Far more than callers have under way within their own bounds. */
  private static final int MOST_COMMANDS = 65_536;

  private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(60);

  /** Commands of one connection, and the connection itself. */
  record Opened<V>(
      StatefulConnection<String, V> connection, RedisClusterAsyncCommands<String, V> commands) {}

  private final ClientResources resources;

  private RedisClients(ClientResources resources) {
    this.resources = resources;
  }

  static RedisClients of(LinkSettings settings) {
    ClientResources resources =
        ClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .reconnectDelay(delay(settings))
            .build();
    return settings.address().isCluster()
        ? new Clustered(resources, settings)
        : new Alone(resources, settings);
  }

  /** Between half of the doubled wait and all of it; Lettuce wants the bounds to differ. */
  private static Delay delay(LinkSettings settings) {
    Duration least = settings.reconnectAfter();
    Duration most = settings.reconnectAtMost();
    return Delay.equalJitter(
        least,
        most.compareTo(least) > 0 ? most : least.plusMillis(1),
        least.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Opens a connection for commands; one attempt. */
  abstract <V> CompletionStage<Opened<V>> open(RedisCodec<String, V> codec);

  /** Opens a connection for subscriptions; one attempt. */
  abstract <V> CompletionStage<? extends StatefulRedisPubSubConnection<String, V>> openPubSub(
      RedisCodec<String, V> codec);

  abstract AbstractRedisClient client();

  /** Ends every connection, without waiting for answers. */
  CompletionStage<Void> close() {
    return client()
        .shutdownAsync(0, 1, TimeUnit.SECONDS)
        .handle((done, failure) -> resources.shutdown(100, 1_000, TimeUnit.MILLISECONDS))
        .thenAccept(ending -> {});
  }

  private static <B extends ClientOptions.Builder> B configure(B options, LinkSettings settings) {
    options
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(command -> true)
        .requestQueueSize(MOST_COMMANDS)
        .timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()))
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(settings.connectTimeout())
                .keepAlive(keepAlive())
                .build());
    settings
        .authorities()
        .ifPresent(
            pem ->
                options.sslOptions(
                    SslOptions.builder().jdkSslProvider().trustManager(pem.toFile()).build()));
    return options;
  }

  /** A subscriber only listens: without it a peer that vanished would never be missed. */
  private static SocketOptions.KeepAliveOptions keepAlive() {
    return SocketOptions.KeepAliveOptions.builder()
        .enable()
        .idle(Duration.ofSeconds(10))
        .interval(Duration.ofSeconds(5))
        .count(3)
        .build();
  }

  /** One Redis, or the master that Sentinels know. */
  private static final class Alone extends RedisClients {
    private final RedisURI uri;
    private final RedisClient client;

    Alone(ClientResources resources, LinkSettings settings) {
      super(resources);
      uri = settings.address().uris().get(0);
      uri.setTimeout(settings.commandTimeout());
      client = RedisClient.create(resources, uri);
      client.setOptions(configure(ClientOptions.builder(), settings).build());
    }

    @Override
    <V> CompletionStage<Opened<V>> open(RedisCodec<String, V> codec) {
      return client
          .connectAsync(codec, uri)
          .thenApply(connection -> new Opened<>(connection, connection.async()));
    }

    @Override
    <V> CompletionStage<StatefulRedisPubSubConnection<String, V>> openPubSub(
        RedisCodec<String, V> codec) {
      return client.connectPubSubAsync(codec, uri);
    }

    @Override
    AbstractRedisClient client() {
      return client;
    }
  }

  /** A Redis Cluster. */
  private static final class Clustered extends RedisClients {
    private final RedisClusterClient client;

    Clustered(ClientResources resources, LinkSettings settings) {
      super(resources);
      settings.address().uris().forEach(uri -> uri.setTimeout(settings.commandTimeout()));
      client = RedisClusterClient.create(resources, settings.address().uris());
      client.setOptions(
          configure(ClusterClientOptions.builder(), settings)
              .topologyRefreshOptions(
                  ClusterTopologyRefreshOptions.builder()
                      .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                      .build())
              .build());
    }

    @Override
    <V> CompletionStage<Opened<V>> open(RedisCodec<String, V> codec) {
      return client
          .refreshPartitionsAsync()
          .thenCompose(known -> client.connectAsync(codec))
          .thenApply(connection -> new Opened<>(connection, connection.async()));
    }

    @Override
    <V> CompletionStage<? extends StatefulRedisPubSubConnection<String, V>> openPubSub(
        RedisCodec<String, V> codec) {
      return client.refreshPartitionsAsync().thenCompose(known -> client.connectPubSubAsync(codec));
    }

    @Override
    AbstractRedisClient client() {
      return client;
    }
  }
}
