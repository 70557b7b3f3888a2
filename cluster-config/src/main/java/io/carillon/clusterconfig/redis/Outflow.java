package io.carillon.clusterconfig.redis;

import io.carillon.clusterconfig.redis.BridgeMeters.Loss;
import io.carillon.clusterconfig.redis.BridgeSettings.Bounds;
import io.lettuce.core.RedisException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes, in the order of the calls of one thread. At most as many messages are under way, by
 * count and by weight, as the bounds have waiting; one that is too much is not published and
 * counted. Thread-safe; nobody waits.
 */
final class Outflow {
  private static final Logger LOG = LoggerFactory.getLogger(Outflow.class);

  private final RedisCalls<byte[]> calls;
  private final RedisLink link;
  private final Bounds bounds;
  private final BridgeMeters meters;
  private final Seldom seldom = new Seldom(System::nanoTime);
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong bytesUnderWay = new AtomicLong();

  Outflow(RedisLink link, RedisCalls<byte[]> calls, Bounds bounds, BridgeMeters meters) {
    this.link = link;
    this.calls = calls;
    this.bounds = bounds;
    this.meters = meters;
  }

  void publish(String row, String channel, ByteString payload) {
    if (payload.size() > bounds.messageBytes()) {
      meters.notPublished(row, Loss.TOO_BIG);
      return;
    }
    boolean isTooMuch = underWay.incrementAndGet() > bounds.waiting();
    isTooMuch |= bytesUnderWay.addAndGet(payload.size()) > bounds.waitingBytes();
    if (isTooMuch) {
      leave(payload);
      meters.notPublished(row, Loss.OVERFLOW);
      return;
    }
    calls
        .call(redis -> redis.publish(channel, payload.toArrayUnsafe()))
        .whenComplete(
            (receivers, failure) -> {
              leave(payload);
              onDone(row, failure);
            });
  }

  private void leave(ByteString payload) {
    underWay.decrementAndGet();
    bytesUnderWay.addAndGet(-payload.size());
  }

  private void onDone(String row, Throwable failure) {
    if (failure == null) {
      meters.published(row);
      return;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    boolean isGap = !link.isUp() && cause instanceof RedisException;
    meters.notPublished(row, isGap ? Loss.DISCONNECTED : Loss.FAILED);
    if (!isGap && seldom.isTime()) {
      LOG.warn("cannot publish on {}: {}", row, cause.toString());
    }
  }
}
