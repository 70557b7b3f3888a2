package io.carillon.clusterconfig.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Meters whose figures a test can read. */
final class CountingMeters implements BridgeMeters {
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** As in {@code received chat:{room}} or {@code lost}. */
  int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  @Override
  public void received(String row) {
    count("received " + row);
  }

  @Override
  public void notForwarded(String row, Loss why) {
    count(why + " from " + row);
  }

  @Override
  public void published(String row) {
    count("published " + row);
  }

  @Override
  public void notPublished(String row, Loss why) {
    count(why + " to " + row);
  }

  @Override
  public void lost() {
    count("lost");
  }
}
