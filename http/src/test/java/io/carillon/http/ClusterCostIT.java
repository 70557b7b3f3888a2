package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the same broadcasts to the same number of connections cost on one, two and three nodes. */
@Tag("nightly")
class ClusterCostIT {
  private static final int CONNECTIONS = 600;
  private static final int WARM_UP = 600;
  private static final int BROADCASTS = 600;
  private static final int AT_ONCE = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String TEXT = "x".repeat(122); // with the route 128 bytes

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyDeliveryIsCountedOnSoManyNodes(int size) {
    try (ProgramCluster cluster = ProgramCluster.start(directory, size)) {
      List<Peer> clients = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        clients.add(cluster.node(i % size).connect("/bench"));
      }
      send(cluster.node(0), WARM_UP);
      clients.forEach(Peer::settle);
      Duration cpuBefore = cpu(cluster);
      long begun = System.nanoTime();
      send(cluster.node(0), BROADCASTS);
      double seconds = (System.nanoTime() - begun) / 1e9;
      double micros = cpu(cluster).minus(cpuBefore).toNanos() / 1e3;
      int deliveries = BROADCASTS * CONNECTIONS;
      System.out.printf(
          "%d nodes: %.0f broadcasts/s, %.0f deliveries/s, %.2f us of CPU for each delivery%n",
          size, BROADCASTS / seconds, deliveries / seconds, micros / deliveries);
      clients.forEach(Peer::leave);
    }
  }

  private static Duration cpu(ProgramCluster cluster) {
    return IntStream.range(0, cluster.size())
        .mapToObj(i -> cluster.node(i).program().cpu())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** So many, of which so many at once are under way. */
  private static void send(NodeProgram node, int broadcasts) {
    for (int sent = 0; sent < broadcasts; sent += AT_ONCE) {
      List<CompletableFuture<Outcome>> outcomes =
          IntStream.range(0, AT_ONCE).mapToObj(i -> node.send("/bench", TEXT, TIMEOUT)).toList();
      for (CompletableFuture<Outcome> outcome : outcomes) {
        assertThat(outcome.join().written()).isEqualTo(CONNECTIONS);
        assertThat(outcome.join().complete()).isTrue();
      }
    }
  }
}
