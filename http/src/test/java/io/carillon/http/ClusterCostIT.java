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
      send(cluster.node(0), "/bench", WARM_UP);
      clients.forEach(Peer::settle);
      Cost all = cost(cluster, "/bench");
      Cost none = cost(cluster, "/nobody");
      System.out.printf(
          "%d nodes: %.0f broadcasts/s, %.0f deliveries/s, %.2f us of CPU for each delivery%n",
          size, all.perSecond, all.perSecond * CONNECTIONS, all.micros / CONNECTIONS);
      System.out.printf(
          "%d nodes, nobody there: %.0f broadcasts/s, %.0f us of CPU for each, %.0f of them where it"
              + " was asked%n",
          size, none.perSecond, none.micros, none.microsOfAsker);
      System.out.printf(
          "%d nodes: %.0f bytes between nodes for each broadcast of %d bytes%n",
          size, all.bytes, TEXT.length() + "/bench".length());
      clients.forEach(Peer::leave);
    }
  }

  /** What one broadcast takes. */
  private record Cost(double perSecond, double micros, double microsOfAsker, double bytes) {}

  private static Cost cost(ProgramCluster cluster, String route) {
    NodeProgram asker = cluster.node(0);
    double bytesBefore = bytesBetweenNodes(cluster);
    Duration before = cpu(cluster);
    Duration askerBefore = asker.program().cpu();
    long begun = System.nanoTime();
    send(asker, route, BROADCASTS);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double micros = cpu(cluster).minus(before).toNanos() / 1e3;
    double microsOfAsker = asker.program().cpu().minus(askerBefore).toNanos() / 1e3;
    return new Cost(
        BROADCASTS / seconds,
        micros / BROADCASTS,
        microsOfAsker / BROADCASTS,
        (bytesBetweenNodes(cluster) - bytesBefore) / BROADCASTS);
  }

  /** What all nodes have sent to others so far. */
  private static double bytesBetweenNodes(ProgramCluster cluster) {
    return IntStream.range(0, cluster.size())
        .mapToObj(i -> cluster.node(i).call("GET", "/metrics", "").join().body())
        .flatMap(String::lines)
        .filter(line -> line.startsWith("carillon_node_bytes_total{"))
        .filter(line -> line.contains("direction=\"out\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Duration cpu(ProgramCluster cluster) {
    return IntStream.range(0, cluster.size())
        .mapToObj(i -> cluster.node(i).program().cpu())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** So many, of which so many at once are under way. */
  private static void send(NodeProgram node, String route, int broadcasts) {
    int expected = route.equals("/bench") ? CONNECTIONS : 0;
    for (int sent = 0; sent < broadcasts; sent += AT_ONCE) {
      List<CompletableFuture<Outcome>> outcomes =
          IntStream.range(0, AT_ONCE).mapToObj(i -> node.send(route, TEXT, TIMEOUT)).toList();
      for (CompletableFuture<Outcome> outcome : outcomes) {
        assertThat(outcome.join().written()).isEqualTo(expected);
        assertThat(outcome.join().complete()).isTrue();
      }
    }
  }
}
