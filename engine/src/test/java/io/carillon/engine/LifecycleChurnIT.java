package io.carillon.engine;

import static io.carillon.engine.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.application.Closure;
import io.carillon.engine.application.Connected;
import io.carillon.engine.application.Lifecycle;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Ghosted;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.engine.registry.StateSettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.Done;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens to connections and ghosts at once, each is told of from its opening to its end,
 * and none leaves anything behind.
 */
@ExtendWith(NoErrorsLogged.class)
class LifecycleChurnIT {
  private static final int MOST_GHOSTS = 20;
  private static final int ROUNDS = 40;
  private static final int AT_ONCE = 25;

  /** The events of each connection, by the address of its peer, as one letter each. */
  private static final class Letters implements Lifecycle {
    final Map<String, String> told = new ConcurrentHashMap<>();
    private final Set<Event> wanted;

    Letters(Set<Event> wanted) {
      this.wanted = wanted;
    }

    @Override
    public Set<Event> events() {
      return wanted;
    }

    private CompletionStage<Done> tell(Connected connection, String letter) {
      told.merge(connection.remoteAddress(), letter, String::concat);
      return CompletableFuture.supplyAsync(Done::getInstance);
    }

    @Override
    public void onOpen(Connected connection, Map<String, List<String>> headers) {
      tell(connection, "o");
    }

    @Override
    public CompletionStage<Done> onGhostConnectionClose(Connected connection) {
      return tell(connection, "g");
    }

    @Override
    public CompletionStage<Done> beforeClose(Connected connection, Closure closure) {
      return tell(connection, "b");
    }

    @Override
    public void onClose(Connected connection, Closure closure) {
      tell(connection, "c");
    }
  }

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private int renames;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyOpeningHasOneEndAndEveryPlaceIsFreeAgain(boolean isWaitedFor) {
    System.out.println("LifecycleChurnIT seed " + seed);
    Letters letters =
        new Letters(
            isWaitedFor
                ? EnumSet.allOf(Lifecycle.Event.class)
                : EnumSet.of(Lifecycle.Event.OPEN, Lifecycle.Event.CLOSE));
    Tuning tuning = new Tuning();
    tuning.observers = List.of(letters);
    tuning.state =
        new StateSettings(
            4,
            100,
            100,
            4,
            100,
            MOST_GHOSTS,
            Optional.of(Duration.ofMillis(5)),
            Duration.ofSeconds(5));
    try (TestNode node = tuning.start();
        TestPeers peers = new TestPeers(node.port())) {
      for (int i = 0; i < ROUNDS; i++) {
        disturb(node, peers.open("/chat", AT_ONCE));
      }
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(await(node.engine.connectionCount(Optional.empty()))).isZero());

      String whole = isWaitedFor ? "(og?bc)+" : "(oc)+";
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(letters.told.values()).allMatch(all -> all.matches(whole)));
      assertThat(letters.told.values().stream().mapToInt(all -> count(all, 'o')).sum())
          .isEqualTo(ROUNDS * AT_ONCE);
      everyPlaceIsFree(node, peers);
    }
  }

  private static int count(String letters, char letter) {
    return (int) letters.chars().filter(each -> each == letter).count();
  }

  private void disturb(TestNode node, List<TestPeer> peers) {
    List<ConnectionId> ids = await(node.engine.connections(Optional.empty()));
    for (int i = 0; i < 4 * AT_ONCE; i++) {
      ConnectionId id = ids.get(random.nextInt(ids.size()));
      TestPeer peer = peers.get(random.nextInt(peers.size()));
      switch (random.nextInt(8)) {
        case 0, 1 -> node.engine.ghosts().activate(id);
        case 2 -> node.engine.ghosts().release(id);
        case 3 -> node.engine.kill(id);
        case 4 -> node.engine.rename(id, new ConnectionId("renamed-" + renames++));
        case 5 -> peer.reset();
        case 6 -> peer.close();
        default -> node.engine.broadcast(Target.all(), Message.text("x"), BroadcastOptions.DEFAULT);
      }
    }
    peers.forEach(TestPeer::reset);
  }

  /** As many ghosts as may be, and not one more. */
  private static void everyPlaceIsFree(TestNode node, TestPeers peers) {
    peers.open("/chat", MOST_GHOSTS + 1);
    List<Ghosted> ghosted =
        await(node.engine.connections(Optional.empty())).stream()
            .map(id -> await(node.engine.ghosts().activate(id)))
            .toList();
    assertThat(ghosted).filteredOn(each -> each == Ghosted.DONE).hasSize(MOST_GHOSTS);
    assertThat(ghosted).filteredOn(each -> each == Ghosted.TOO_MANY).hasSize(1);
  }
}
