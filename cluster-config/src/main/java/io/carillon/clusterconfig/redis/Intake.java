package io.carillon.clusterconfig.redis;

import io.carillon.clusterconfig.redis.BridgeMeters.Loss;
import io.carillon.engine.message.Message;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages of Redis in and hands each to its inlet's flow. Redis sends a message once for
 * each subscription that its channel fits; the first inlet that fits has it, from its own
 * subscription alone, so that no message is handed on twice.
 *
 * <p>Called on the one thread of its connection.
 */
final class Intake extends RedisPubSubAdapter<String, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  /** An inlet on its way. */
  private record Way(Inlet inlet, Inflow flow) {
    String row() {
      return inlet.from().toString();
    }

    boolean subscribed(String subscription, boolean isPattern) {
      return inlet.from().isPattern() == isPattern
          && inlet.from().subscription().equals(subscription);
    }
  }

  private final int mostBytes;
  private final Duty duty;
  private final Echoes echoes;
  private final Receiver receiver;
  private final BridgeMeters meters;
  private final Seldom seldom = new Seldom(System::nanoTime);
  private final List<Way> ways;
  private volatile Optional<StatefulRedisPubSubConnection<String, byte[]>> connection =
      Optional.empty();

  Intake(
      BridgeSettings settings, Duty duty, Echoes echoes, Receiver receiver, BridgeMeters meters) {
    this.mostBytes = settings.bounds().messageBytes();
    this.duty = duty;
    this.echoes = echoes;
    this.receiver = receiver;
    this.meters = meters;
    this.ways = settings.inlets().stream().map(inlet -> way(inlet, settings)).toList();
  }

  private Way way(Inlet inlet, BridgeSettings settings) {
    String row = inlet.from().toString();
    return new Way(
        inlet,
        new Inflow(
            settings.bounds(),
            () -> meters.notForwarded(row, Loss.OVERFLOW),
            failure -> onFailure(row, failure)));
  }

  /** Subscribes once; the connection subscribes anew whenever it comes back. */
  void listen(StatefulRedisPubSubConnection<String, byte[]> opened) {
    opened.addListener(this);
    connection = Optional.of(opened);
    String[] channels = subscriptions(false);
    String[] patterns = subscriptions(true);
    if (channels.length > 0) {
      opened.async().subscribe(channels).whenComplete(Intake::onSubscribed);
    }
    if (patterns.length > 0) {
      opened.async().psubscribe(patterns).whenComplete(Intake::onSubscribed);
    }
  }

  /**
   * Completes once every message was taken that Redis had sent before it was asked. Without a
   * connection there is none, and one that ends leaves none to come.
   */
  CompletionStage<?> allSentSoFar() {
    return connection.map(this::answered).orElseGet(() -> CompletableFuture.completedFuture(""));
  }

  /** Redis answers on the same connection, behind the messages. It may take longer than we wait. */
  private CompletionStage<String> answered(StatefulRedisPubSubConnection<String, byte[]> to) {
    return to.async()
        .ping()
        .exceptionallyCompose(
            failure ->
                failure instanceof RedisCommandTimeoutException
                    ? answered(to)
                    : CompletableFuture.completedFuture(""));
  }

  private String[] subscriptions(boolean isPattern) {
    return ways.stream()
        .map(way -> way.inlet.from())
        .filter(from -> from.isPattern() == isPattern)
        .map(Source::subscription)
        .distinct()
        .toArray(String[]::new);
  }

  private static void onSubscribed(Void done, Throwable failure) {
    if (failure != null) {
      LOG.error("Redis did not let us subscribe: {}", failure.toString());
    }
  }

  @Override
  public void message(String channel, byte[] payload) {
    take(channel, false, channel, payload);
  }

  @Override
  public void message(String pattern, String channel, byte[] payload) {
    take(pattern, true, channel, payload);
  }

  private void take(String subscription, boolean isPattern, String channel, byte[] bytes) {
    for (Way way : ways) {
      Optional<Map<String, String>> values = way.inlet.from().match(channel);
      if (values.isPresent()) {
        if (way.subscribed(subscription, isPattern)) {
          take(way, values.get(), channel, ByteString.fromArrayUnsafe(bytes));
        }
        return;
      }
    }
    ways.stream()
        .filter(way -> way.subscribed(subscription, isPattern))
        .findFirst()
        .ifPresent(way -> meters.notForwarded(way.row(), Loss.NO_TARGET));
  }

  private void take(Way way, Map<String, String> values, String channel, ByteString payload) {
    boolean isForAnalytics = way.inlet.to().kind() == Address.Kind.ANALYTICS;
    boolean isNotOurs = isForAnalytics ? echoes.isOurs(channel, payload) : !duty.isOurs();
    if (isNotOurs) {
      return;
    }
    meters.received(way.row());
    if (payload.size() > mostBytes) {
      meters.notForwarded(way.row(), Loss.TOO_BIG);
      return;
    }
    Optional<Message> message = way.inlet.framing().toMessage(payload);
    if (message.isEmpty()) {
      meters.notForwarded(way.row(), Loss.UNREADABLE);
      return;
    }
    Destination to = way.inlet.to().fill(values);
    way.flow.offer(payload.size(), () -> receiver.receive(to, message.get()));
  }

  private void onFailure(String row, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    boolean isUnreadable = cause instanceof IllegalArgumentException;
    meters.notForwarded(row, isUnreadable ? Loss.UNREADABLE : Loss.FAILED);
    if (seldom.isTime()) {
      LOG.warn("a message of {} went no further: {}", row, cause.toString());
    }
  }
}
