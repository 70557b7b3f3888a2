package io.carillon.clusterconfig.redis;

import com.github.benmanes.caffeine.cache.Ticker;
import io.carillon.clusterconfig.redis.Address.Kind;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.Map;

/**
 * Messages of Redis become broadcasts, broadcasts become messages of Redis, as the rows of its
 * settings say. Thread-safe; nothing here blocks.
 *
 * <p>What came from Redis is never published by this bridge: it is told only of what began on this
 * node. What this node publishes on the channel of an analytics inlet comes back, and is known.
 */
public final class Bridge {
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final BridgeSettings settings;
  private final Echoes echoes = new Echoes(Ticker.systemTicker());
  private final Outflow outflow;

  private Bridge(BridgeSettings settings, Outflow outflow) {
    this.settings = settings;
    this.outflow = outflow;
  }

  /**
   * Begins to subscribe; where there is nothing to subscribe to or to publish, nothing is opened.
   */
  public static Bridge start(
      RedisLink link, BridgeSettings settings, Duty duty, Receiver receiver, BridgeMeters meters) {
    RedisCalls<byte[]> calls =
        settings.outlets().isEmpty() ? new RedisCalls<>() : link.calls(CODEC, "publisher");
    Bridge bridge = new Bridge(settings, new Outflow(link, calls, settings.bounds(), meters));
    if (!settings.inlets().isEmpty()) {
      Intake intake = new Intake(settings, duty, bridge.echoes, receiver, meters);
      duty.onceAllHavePassed(intake::allSentSoFar);
      link.subscribe(CODEC, "subscriber", intake::listen);
    }
    return bridge;
  }

  /** A broadcast began on this node; it is published where a row says so. */
  public void onBroadcast(Target target, Message message) {
    for (Outlet outlet : settings.outlets()) {
      outlet.from().match(target).ifPresent(values -> publish(outlet, values, message));
    }
  }

  /** An analytics event was counted on this node; it is published where a row says so. */
  public void onAnalyticsEvent(Message event) {
    for (Outlet outlet : settings.outlets()) {
      if (outlet.from().kind() == Kind.ANALYTICS) {
        echoes.expect(outlet.channel().toString(), event.payload());
        publish(outlet, Map.of(), event);
      }
    }
  }

  private void publish(Outlet outlet, Map<String, String> values, Message message) {
    String row = outlet.channel().toString();
    outflow.publish(row, outlet.channel().fill(values), message.payload());
  }
}
