package io.carillon.http.redis;

import io.carillon.clusterconfig.redis.BridgeMeters;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import java.util.Locale;

/** What the bridge counts, as Prometheus sees it. */
final class RedisMeters implements BridgeMeters {
  private final Metrics metrics;

  RedisMeters(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void received(String row) {
    metrics.count(MeterName.REDIS_RECEIVED, row);
  }

  @Override
  public void notForwarded(String row, Loss why) {
    metrics.count(MeterName.REDIS_NOT_FORWARDED, row, word(why));
  }

  @Override
  public void published(String row) {
    metrics.count(MeterName.REDIS_PUBLISHED, row);
  }

  @Override
  public void notPublished(String row, Loss why) {
    metrics.count(MeterName.REDIS_NOT_PUBLISHED, row, word(why));
  }

  @Override
  public void lost() {
    metrics.count(MeterName.REDIS_OUTAGES);
  }

  private static String word(Loss why) {
    return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
