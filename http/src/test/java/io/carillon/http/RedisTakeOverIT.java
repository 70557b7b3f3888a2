package io.carillon.http;

import static io.carillon.http.NumberedChannel.heard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.clusterconfig.redis.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three programs that are one cluster, of which one hands on what comes from Redis, until it is
 * killed or leaves under load.
 */
class RedisTakeOverIT {
  private static final int SIZE = 3;
  private static final int CLIENTS = 5;
  private static final int MANY = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** To miss the node, {@code stable-after} twice, and a busy machine. */
  private static final Duration LONGEST_AFTER_A_KILL = Duration.ofSeconds(25);

  private static final Duration LONGEST_AFTER_LEAVING = Duration.ofSeconds(5);

  @TempDir private Path directory;

  private final List<List<Peer>> clients = new ArrayList<>();
  private RedisProcess redis;
  private ProgramCluster cluster;

  @BeforeEach
  void start() {
    redis = RedisProcess.started();
    String settings =
        """
        carillon.shutdown.close-over = 1s
        carillon.redis {
          uri = "%s", forward = leader
          subscribe = [ { channel = "chat:{room}", target { route = "/chat/{room}" } } ]
        }
        """
            .formatted(redis.uri());
    cluster = ProgramCluster.start(directory, SIZE, settings);
    await().atMost(PATIENCE).until(() -> redis.publish("chat:nobody", "?") == SIZE);
    for (int i = 0; i < SIZE; i++) {
      NodeProgram node = cluster.node(i);
      clients.add(
          IntStream.range(0, CLIENTS).mapToObj(j -> node.connect("/chat/a").settle()).toList());
    }
  }

  @AfterEach
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
    redis.close();
  }

  private int onDuty() {
    List<Integer> found =
        IntStream.range(0, SIZE)
            .filter(i -> log(i).contains("hands on what comes"))
            .boxed()
            .toList();
    assertThat(found).hasSizeLessThanOrEqualTo(1);
    return found.isEmpty() ? -1 : found.get(0);
  }

  private String log(int node) {
    return cluster.node(node).program().printed("err");
  }

  private List<Peer> clientsBesides(int node) {
    return IntStream.range(0, SIZE)
        .filter(i -> i != node)
        .boxed()
        .flatMap(i -> clients.get(i).stream())
        .toList();
  }

  @Test
  void anotherNodeTakesOverFromOneThatIsKilledAndNothingIsDoubled() {
    int doomed = takeOver(node -> node.program().kill(), LONGEST_AFTER_A_KILL);

    assertThat(IntStream.range(0, SIZE).filter(i -> i != doomed).mapToObj(this::log))
        .filteredOn(log -> log.contains("hands on what comes from Redis"))
        .singleElement()
        .asString()
        .containsPattern("WARN.* from Redis, \\d+ ms after \\S+ was found lost; ");
  }

  @Test
  void anotherNodeTakesOverFromOneThatLeavesAndNothingIsDoubled() throws Exception {
    int leaving = takeOver(node -> node.program().interrupt(), LONGEST_AFTER_LEAVING);

    assertThat(cluster.node(leaving).program().status()).isZero();
    assertThat(IntStream.range(0, SIZE).filter(i -> i != leaving).mapToObj(this::log))
        .filteredOn(log -> log.contains("hands on what comes from Redis"))
        .singleElement()
        .asString()
        .containsPattern("INFO.* from Redis, \\d+ ms after \\S+ began to leave");
  }

  private interface End {
    void of(NodeProgram node);
  }

  /** Ends the node on duty, and checks what clients hear; says which one that was. */
  private int takeOver(End end, Duration longestGap) {
    await().atMost(PATIENCE).until(() -> onDuty() >= 0);
    int ending = onDuty();
    List<Peer> staying = clientsBesides(ending);
    try (NumberedChannel numbers = new NumberedChannel(redis, "chat:a")) {
      staying.forEach(peer -> await().atMost(PATIENCE).until(() -> heard(peer, 0).size() > MANY));
      int ended = numbers.next();
      end.of(cluster.node(ending));
      int over = numbers.next();
      awaitTakeOver(staying, over);
      int enough = numbers.next() + MANY;
      await().atMost(PATIENCE).until(() -> numbers.next() > enough);
      numbers.end();
      check(staying, numbers, ended, longestGap);
      clients.get(ending).forEach(peer -> assertThat(heard(peer, 0)).doesNotHaveDuplicates());
    }
    return ending;
  }

  /** Waits until some number came that was published after the end of the node and the gap. */
  private static void awaitTakeOver(List<Peer> staying, int over) {
    for (Peer peer : staying) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                List<Integer> heard = heard(peer, over);
                return heard.size() > MANY
                    && heard.get(heard.size() - 1) - heard.get(heard.size() - MANY) == MANY - 1;
              });
    }
  }

  private static void check(
      List<Peer> staying, NumberedChannel numbers, int ended, Duration longest) {
    int end = numbers.next();
    for (Peer peer : staying) {
      await().atMost(PATIENCE).until(() -> heard(peer, end - 1).equals(List.of(end - 1)));
    }
    Peer any = staying.get(0);
    int resumed = NumberedChannel.checkOneGap(any, heard(any, 0).get(0), end);
    for (Peer peer : staying) {
      assertThat(NumberedChannel.checkOneGap(peer, heard(peer, 0).get(0), end))
          .as("all hear again from the same number on")
          .isEqualTo(resumed);
    }
    int last = heard(any, 0).stream().filter(n -> n < resumed).reduce((a, b) -> b).orElseThrow();
    Duration gap = resumed == end ? Duration.ZERO : numbers.between(last, resumed);
    System.out.printf(
        "of %d numbers %d to %d were missed, for %d ms; the end began before %d%n",
        end, last + 1, resumed - 1, gap.toMillis(), ended);
    assertThat(last).isGreaterThanOrEqualTo(ended - MANY);
    assertThat(gap).isLessThan(longest);
  }
}
