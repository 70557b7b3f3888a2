package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three programs that are one cluster, of which one is killed or halted under load. */
class ClusterLossIT {
  private static final int SIZE = 3;
  private static final int CLIENTS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration EVERY = Duration.ofMillis(50);

  @TempDir private static Path directory;

  private static ProgramCluster cluster;

  private final List<Peer> clients = new ArrayList<>();

  @BeforeAll
  static void start() {
    cluster = ProgramCluster.start(directory, SIZE);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void beWhole() {
    cluster.revive();
    cluster.awaitNoClients();
  }

  @AfterEach
  void hangUp() {
    clients.forEach(Peer::leave);
    clients.clear();
  }

  @Test
  void killsOfANodeLoseNoAnswer() {
    killInTurn(2);
  }

  @Test
  @Tag("nightly")
  void thirtyKillsOfANodeLoseNoAnswer() {
    killInTurn(30);
  }

  private void killInTurn(int kills) {
    for (int kill = 0; kill < kills; kill++) {
      beWhole();
      killDuringAStream(kill % SIZE);
      hangUp();
    }
  }

  private void killDuringAStream(int victim) {
    NodeProgram doomed = cluster.node(victim);
    List<NodeProgram> others = othersThan(victim);
    Survivors survivors = new Survivors(doomed.name(), 2 * CLIENTS, CLIENTS);
    List<Peer> staying = others.stream().flatMap(node -> connect(node, "/stay")).toList();
    connect(doomed, "/stay");
    List<Peer> moving = new ArrayList<>(connect(doomed, "/move").toList());
    try (BroadcastStream stay = stream(others, "/stay");
        BroadcastStream move = stream(others, "/move")) {
      await().until(() -> stay.next() > 10 && move.next() > 10);
      long killed = System.nanoTime();
      doomed.program().kill();
      List<Integer> from = reconnect(moving, others.get(0), move);
      others.forEach(node -> ProgramCluster.awaitCompleteAt(node, SIZE - 1));
      int stayAfter = stay.next() + 1;
      int moveAfter = move.next() + 1;
      await().until(() -> stay.next() > stayAfter + 10 && move.next() > moveAfter + 10);

      List<Outcome> outcomes = stay.end();
      survivors.check(outcomes, TIMEOUT);
      checkTheDeadIsNotWaitedFor(outcomes, killed);
      Claims.check(outcomes);
      checkWhole(outcomes.subList(stayAfter, stay.next()), 2 * CLIENTS);
      checkWhole(move.end().subList(moveAfter, move.next()), CLIENTS);
      staying.forEach(client -> checkHeard(client, 0, stay.next()));
      for (int i = 0; i < moving.size(); i++) {
        checkHeard(moving.get(i), from.get(i), move.next());
      }
    }
  }

  /** Once each asker has let a deadline pass, and long before anybody has noticed the death. */
  private static void checkTheDeadIsNotWaitedFor(List<Outcome> outcomes, long killed) {
    long begin = killed + TIMEOUT.multipliedBy(3).dividedBy(2).toNanos();
    long end = killed + TIMEOUT.multipliedBy(3).toNanos();
    List<Duration> took =
        outcomes.stream()
            .filter(outcome -> outcome.asked() > begin && outcome.asked() < end)
            .map(Outcome::took)
            .sorted()
            .toList();
    Duration median = took.get(took.size() / 2);
    System.out.printf(
        "%d answers while nobody knew, half of them within %d ms, the slowest after %d ms%n",
        took.size(), median.toMillis(), took.get(took.size() - 1).toMillis());
    assertThat(median).isLessThan(TIMEOUT.dividedBy(2));
  }

  private static List<NodeProgram> othersThan(int number) {
    return IntStream.range(0, SIZE).filter(i -> i != number).mapToObj(cluster::node).toList();
  }

  private static BroadcastStream stream(List<NodeProgram> askers, String route) {
    return BroadcastStream.start(askers, route, EVERY, TIMEOUT);
  }

  private Stream<Peer> connect(NodeProgram node, String route) {
    List<Peer> connected =
        IntStream.range(0, CLIENTS).mapToObj(i -> node.connect(route).settle()).toList();
    clients.addAll(connected);
    return connected.stream();
  }

  /** Replaces all clients, each as soon as it has noticed; says from which number on each is in. */
  private List<Integer> reconnect(List<Peer> moving, NodeProgram node, BroadcastStream stream) {
    List<Integer> from = new ArrayList<>();
    for (int i = 0; i < moving.size(); i++) {
      assertThat(moving.get(i).closed().orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1006);
      Peer again = node.connect("/move").settle();
      clients.add(again);
      moving.set(i, again);
      from.add(stream.next());
    }
    return from;
  }

  private static void checkWhole(List<Outcome> outcomes, int expected) {
    assertThat(outcomes).isNotEmpty();
    for (Outcome outcome : outcomes) {
      assertThat(outcome.complete()).as("%s", outcome.receipt()).isTrue();
      assertThat(outcome.written()).isEqualTo(expected);
    }
  }

  /** Everything from a number on, each once. Broadcasts that run at once keep no order. */
  private static void checkHeard(Peer client, int from, int end) {
    List<Integer> heard =
        client.settle().heard().stream()
            .map(text -> Integer.parseInt(text.substring(text.indexOf(' ') + 1)))
            .filter(number -> number >= from)
            .sorted(Comparator.naturalOrder())
            .toList();
    assertThat(heard).isEqualTo(IntStream.range(from, end).boxed().toList());
  }

  @Test
  void aNodeThatPausesForFiveSecondsCostsItsOwnPartOnly() throws Exception {
    pause(1, Duration.ofSeconds(5));
  }

  @Test
  @Tag("nightly")
  void aNodeThatPausesForAMinuteEndsAndSpeaksForNobodyUntilThen() throws Exception {
    pause(2, Duration.ofSeconds(60));
    assertThat(cluster.node(2).program().status()).isEqualTo(1);
  }

  private void pause(int number, Duration length) throws Exception {
    NodeProgram paused = cluster.node(number);
    List<NodeProgram> others = othersThan(number);
    Survivors survivors = new Survivors(paused.name(), 2 * CLIENTS, CLIENTS);
    others.forEach(node -> connect(node, "/stay"));
    connect(paused, "/stay");
    try (BroadcastStream stream = stream(others, "/stay");
        BroadcastStream asked =
            BroadcastStream.start(List.of(paused), "/stay", EVERY.multipliedBy(10), TIMEOUT)) {
      await().until(() -> asked.next() > 2);
      paused.program().suspend();
      long until = System.nanoTime() + length.toNanos();
      await().atMost(length.plus(PATIENCE)).until(() -> System.nanoTime() > until);
      paused.program().resume();
      await().atMost(PATIENCE).until(() -> !paused.program().isAlive() || isWhole(others.get(0)));
      System.out.printf(
          "after %s: %s%n", length, paused.program().isAlive() ? "it is back" : "it has ended");
      int after = stream.next();
      await().until(() -> stream.next() > after + 10);

      List<Outcome> outcomes = new ArrayList<>(stream.end());
      survivors.check(outcomes, TIMEOUT);
      outcomes.addAll(asked.endWithWhatCame());
      Claims.check(outcomes);
    }
  }

  private static boolean isWhole(NodeProgram node) {
    Outcome outcome = node.send("/nobody", "", TIMEOUT).join();
    return outcome.complete() && outcome.reporting().size() == SIZE;
  }
}
