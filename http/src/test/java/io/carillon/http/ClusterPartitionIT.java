package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Three programs that are one cluster, each on a network of its own, and the networks fall apart:
 * never do two halves both speak for all. Needs what {@link NodeNetwork} does.
 */
@Tag("nightly")
class ClusterPartitionIT {
  private static final int SIZE = 3;
  private static final int CLIENTS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Pattern LOST = Pattern.compile("carillon_nodes\\{state=\"lost\"} ([\\d.]+)");

  @TempDir private static Path directory;

  private static NodeNetwork network;
  private static ProgramCluster cluster;

  private final List<Peer> clients = new ArrayList<>();

  /** How one node is cut off from the two others. */
  private enum Cut {
    BOTH_WAYS {
      @Override
      void between(int one, int other) {
        network.cutPackets(one, other);
        network.cutPackets(other, one);
      }
    },
    /** What it sends is lost, acknowledgements as well, so that soon it hears nothing new. */
    ITS_PACKETS {
      @Override
      void between(int one, int other) {
        network.cutPackets(one, other);
      }
    },
    /** It hears all that the others say. */
    ITS_WORDS {
      @Override
      void between(int one, int other) {
        network.cutWords(one, other);
      }
    },
    /** What the others say is lost. They hear it. */
    WORDS_TO_IT {
      @Override
      void between(int one, int other) {
        network.cutWords(other, one);
      }
    };

    abstract void between(int one, int other);
  }

  @BeforeAll
  static void start() throws Exception {
    Path keys = Files.createDirectory(directory.resolve("keys"));
    Path script =
        Path.of(System.getProperty("carillon.root"), "cluster-config/deploy/certificates");
    Process made = new ProcessBuilder("bash", script.toString(), keys.toString()).start();
    assertThat(made.waitFor()).as("%s needs openssl", script).isZero();
    network = new NodeNetwork(SIZE);
    cluster = ProgramCluster.start(directory, network.places(settings(keys)));
  }

  /**
   * Unreachable are taken out late enough for a cut to heal before. After a cut of 6 s, TCP may try
   * again only 6 s later.
   */
  private static String settings(Path keys) {
    return """
    carillon.cluster {
      tls { certificate = "%1$s/tls.crt", key = "%1$s/tls.key", ca = "%1$s/ca.crt" }
      stable-after = 10s
      join-timeout = 5s
    }
    """
        .formatted(keys);
  }

  @AfterAll
  static void stop() {
    if (network != null) {
      network.close();
    }
  }

  @BeforeEach
  void beWhole() {
    cluster.revive();
    cluster.awaitNoClients();
    for (int i = 0; i < SIZE * CLIENTS; i++) {
      clients.add(cluster.node(i % SIZE).connect("/chat").settle());
    }
    checkWhole();
  }

  @AfterEach
  void hangUp() {
    network.heal();
    clients.forEach(Peer::leave);
  }

  @Test
  void theFirstSeedIsTakenOutAndStartsNoClusterOfItsOwn() throws Exception {
    NodeProgram lonely = cluster.node(0);
    try (Partition partition = cutOff(0, Cut.BOTH_WAYS)) {
      awaitTakenOut(0);
      lonely.start();
      lonely.awaitPorts();
      assertThat(lonely.send("/chat", " alone", TIMEOUT).join().complete()).isFalse();
      awaitEnd(lonely);
      partition.heal(network::heal);
      cluster.revive();
      partition.check();
    }
    checkSaidOf(0);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BOTH_WAYS")
  void whoIsCutOffOneWayEndsAndComesBack(Cut cut) throws Exception {
    try (Partition partition = cutOff(2, cut)) {
      if (cut == Cut.ITS_WORDS) {
        awaitHeard(0, 2);
      } else if (cut == Cut.WORDS_TO_IT) {
        awaitHeard(2, 0);
      }
      awaitTakenOut(2);
      partition.heal(network::heal);
      cluster.revive();
      partition.check();
    }
    checkSaidOf(2);
  }

  /** Whoever hears first from the other side how it sees the rest has lost more than that side. */
  @ParameterizedTest
  @EnumSource
  void aCutThatHealsInTimeTakesNobodyOut(Cut cut) {
    try (Partition partition = cutOff(1, cut)) {
      await()
          .atMost(PATIENCE)
          .until(() -> IntStream.range(0, SIZE).allMatch(node -> lost(node) > 0));
      partition.heal(network::heal);
      cluster.awaitWhole();
      partition.check();
    }
    assertThat(clients).noneMatch(client -> client.closed().isDone());
  }

  private static Partition cutOff(int lonely, Cut cut) {
    Partition partition =
        new Partition(cluster.node(lonely), others(lonely).map(cluster::node).toList(), CLIENTS);
    partition.cut(() -> others(lonely).forEach(other -> cut.between(lonely, other)));
    return partition;
  }

  private static Stream<Integer> others(int node) {
    return IntStream.range(0, SIZE).filter(other -> other != node).boxed();
  }

  private static void awaitTakenOut(int lonely) throws Exception {
    others(lonely).forEach(other -> ProgramCluster.awaitCompleteAt(cluster.node(other), SIZE - 1));
    awaitEnd(cluster.node(lonely));
  }

  private static void awaitEnd(NodeProgram node) throws Exception {
    await().atMost(PATIENCE).until(() -> !node.program().isAlive());
    assertThat(node.program().status()).isEqualTo(1);
  }

  private void awaitHeard(int from, int to) {
    cluster.node(from).send("/chat", " one way", TIMEOUT);
    await().until(() -> clients.get(to).heard().contains("text:/chat one way"));
  }

  /** How many of the others a node cannot reach. */
  private static long lost(int node) {
    String metrics = cluster.node(node).call("GET", "/metrics", "").join().body();
    Matcher matcher = LOST.matcher(metrics);
    assertThat(matcher.find()).isTrue();
    return Math.round(Double.parseDouble(matcher.group(1)));
  }

  /** Only the clients of the node that ended have noticed. */
  private void checkSaidOf(int ended) {
    for (int i = 0; i < clients.size(); i++) {
      assertThat(clients.get(i).closed().isDone()).isEqualTo(i % SIZE == ended);
    }
  }

  private static void checkWhole() {
    for (int i = 0; i < SIZE; i++) {
      Outcome outcome = cluster.node(i).send("/chat", " whole", TIMEOUT).join();
      assertThat(outcome.complete()).as("%s", outcome.receipt()).isTrue();
      assertThat(outcome.reporting()).hasSize(SIZE);
      assertThat(outcome.written()).isEqualTo(SIZE * CLIENTS);
    }
  }
}
