package io.carillon.http;

import io.carillon.engine.node.Standing;
import io.carillon.engine.node.Traffic;
import io.carillon.engine.node.Traffic.Count;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The meters that show what the nodes of a cluster say to each other; peers appear as they come.
 * What was counted of one stays, for it outlives restarts; how far it is behind goes with it.
 */
final class NodeMeters {
  private final Traffic traffic;
  private final Metrics metrics;
  private final Set<String> shown = ConcurrentHashMap.newKeySet();

  private NodeMeters(Traffic traffic, Metrics metrics) {
    this.traffic = traffic;
    this.metrics = metrics;
  }

  static void show(Traffic traffic, Metrics metrics) {
    NodeMeters meters = new NodeMeters(traffic, metrics);
    metrics.gauge(MeterName.NODES, traffic::present, "present");
    metrics.gauge(MeterName.NODES, traffic::lost, "lost");
    metrics.gauge(MeterName.NODE_QUESTIONS, traffic::questions);
    metrics.gauge(MeterName.NODE_PARTIALS, traffic::partials);
    metrics.gauge(MeterName.NODE_PARTIAL_BYTES, traffic::partialBytes);
    traffic.onLag((peer, lag) -> metrics.took(MeterName.NODE_LAG, lag, peer));
    metrics.beforeEachScrape(meters::showNewPeers);
    metrics.beforeEachScrape(meters::showMembers);
  }

  /** How it stands with whoever belongs to the cluster now; nothing is shown of the others. */
  private CompletionStage<Void> showMembers() {
    metrics.keepOnly(MeterName.NODE_LAG, traffic.members());
    show(MeterName.NODE_SUSPECT, standing -> standing.isSuspect() ? 1L : 0L);
    show(MeterName.NODE_WAITING, standing -> (long) standing.waiting());
    show(MeterName.NODE_UNHEARD, standing -> (long) standing.unheard());
    show(MeterName.NODE_UNHEARD_BYTES, Standing::unheardBytes);
    return CompletableFuture.completedFuture(null);
  }

  private void show(MeterName name, Function<Standing, Long> figure) {
    Map<String, Long> values = new TreeMap<>();
    traffic.standings().forEach((peer, standing) -> values.put(peer, figure.apply(standing)));
    metrics.gauges(name, values);
  }

  private CompletionStage<Void> showNewPeers() {
    traffic.peers().stream().filter(shown::add).forEach(this::show);
    return CompletableFuture.completedFuture(null);
  }

  private void show(String peer) {
    show(MeterName.NODE_MESSAGES, Count.MESSAGES_OUT, peer, "out");
    show(MeterName.NODE_MESSAGES, Count.MESSAGES_IN, peer, "in");
    show(MeterName.NODE_BYTES, Count.BYTES_OUT, peer, "out");
    show(MeterName.NODE_BYTES, Count.BYTES_IN, peer, "in");
    show(MeterName.NODE_RETRIES, Count.RETRIES, peer);
    show(MeterName.NODE_REFUSED, Count.REFUSED, peer);
    show(MeterName.NODE_UNANSWERED, Count.UNANSWERED, peer);
    show(MeterName.NODE_LATE, Count.LATE, peer);
    show(MeterName.NODE_UNKNOWN, Count.UNKNOWN, peer);
  }

  private void show(MeterName name, Count count, String... tags) {
    String peer = tags[0];
    metrics.counter(name, () -> traffic.count(peer, count), tags);
  }
}
