package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three programs that are one cluster, and whose network falls apart: nobody lies about it. */
@Tag("nightly")
class ClusterPartitionIT {
  private static final int SIZE = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration EVERY = Duration.ofMillis(100);

  @TempDir private Path directory;

  private final List<Peer> clients = new ArrayList<>();
  private Wires wires;
  private ProgramCluster cluster;

  @BeforeEach
  void start() {
    wires = new Wires(SIZE);
    cluster = ProgramCluster.start(directory, wires.ports(), wires::settings);
    for (int i = 0; i < SIZE; i++) {
      clients.add(cluster.node(i).connect("/chat"));
    }
  }

  @AfterEach
  void stop() {
    clients.forEach(Peer::leave);
    wires.close();
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void ofTwoAndOneTheOneEndsAndNeverSpeaksForAll() throws Exception {
    List<Outcome> outcomes =
        during(
            () -> {
              wires.cut(0, 2);
              wires.cut(1, 2);
              ProgramCluster.awaitCompleteAt(cluster.node(0), 2);
              ProgramCluster.awaitCompleteAt(cluster.node(1), 2);
              await().atMost(PATIENCE).until(() -> !cluster.node(2).program().isAlive());
              wires.heal();
            });

    assertThat(cluster.node(2).program().status()).isEqualTo(1);
    assertThat(outcomes).anyMatch(outcome -> !outcome.complete());
    cluster.revive();
  }

  @Test
  void whoIsNotHeardByTheOthersEndsAndNeverSpeaksForAll() throws Exception {
    during(
        () -> {
          wires.cutOneWay(2, 0);
          wires.cutOneWay(2, 1);
          ProgramCluster.awaitCompleteAt(cluster.node(0), 2);
          await().atMost(PATIENCE).until(() -> !cluster.node(2).program().isAlive());
          wires.heal();
        });

    assertThat(cluster.node(2).program().status()).isEqualTo(1);
    cluster.revive();
  }

  @Test
  void aCutThatHealsInTimeTakesNobodyOut() throws Exception {
    List<Outcome> outcomes =
        during(
            () -> {
              long begun = System.nanoTime();
              wires.cut(0, 2);
              wires.cut(1, 2);
              await().until(() -> System.nanoTime() - begun > 2 * TIMEOUT.toNanos());
              wires.heal();
              cluster.awaitWhole();
            });

    assertThat(outcomes).anyMatch(outcome -> !outcome.complete());
    assertThat(clients).allMatch(client -> !client.closed().isDone());
  }

  private interface Trouble {
    void happens() throws Exception;
  }

  /** Asks all nodes while something happens to them, and checks what they claim. */
  private List<Outcome> during(Trouble trouble) throws Exception {
    List<BroadcastStream> streams =
        IntStream.range(0, SIZE)
            .mapToObj(cluster::node)
            .map(node -> BroadcastStream.start(List.of(node), "/chat", EVERY, TIMEOUT))
            .toList();
    List<Outcome> outcomes = new ArrayList<>();
    try {
      await().until(() -> streams.get(0).next() > 10);
      trouble.happens();
    } finally {
      streams.forEach(stream -> outcomes.addAll(stream.endWithWhatCame()));
    }
    System.out.printf(
        "%d answers, %d of them incomplete%n",
        outcomes.size(), outcomes.stream().filter(each -> !each.complete()).count());
    Claims.check(outcomes);
    return outcomes;
  }
}
