package io.carillon.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.label.NaiveExpression;
import io.carillon.engine.label.TagExpression;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Broadcasts to tag expressions reach exactly who they should, once and in order. */
@ExtendWith(NoErrorsLogged.class)
class TagExpressionIT {
  private static final List<String> TAGS = List.of("a", "b", "ab", "_", "aab");

  @Test
  void reachesExactlyWhoseTagsMakeItTrue() {
    Random random = new Random(5);
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      peers.open("/chat", 60);
      Map<ConnectionId, Set<String>> tags = new HashMap<>();
      for (ConnectionId id : TestNode.await(node.engine.connections(Optional.empty()))) {
        Set<String> own = new HashSet<>();
        for (String tag : TAGS) {
          if (random.nextInt(3) == 0) {
            own.add(tag);
            TestNode.await(node.engine.tag(id, tag));
          }
        }
        tags.put(id, own);
      }
      for (int round = 0; round < 200; round++) {
        String text = NaiveExpression.random(random, 5);
        List<ConnectionId> expected =
            tags.keySet().stream().filter(id -> NaiveExpression.holds(text, tags.get(id))).toList();
        assertThat(TestNode.await(node.engine.connectionsByExpression(TagExpression.of(text))))
            .as(text)
            .containsExactlyInAnyOrderElementsOf(expected);
        Receipt receipt =
            BroadcastIT.send(node, Target.tagExpression(text), BroadcastOptions.DEFAULT);
        assertThat(receipt.targeted()).as(text).isEqualTo(expected.size());
        assertThat(receipt.reached()).isEqualTo(expected.size());
      }
    }
  }

  /** The publisher waits for no answer, tags change and clients come and go meanwhile. */
  @Test
  void everybodyGetsEachBroadcastAtMostOnceAndInOrder() {
    List<String> wrong = new ArrayList<>();
    Map<TestPeer, Integer> last = new HashMap<>();
    TestPeers.Behaviour checking =
        TestPeers.Behaviour.NORMAL.onMessage(
            (peer, message) -> {
              int number = Integer.parseInt(new String(message, US_ASCII));
              Integer before = last.put(peer, number);
              if (before != null && before >= number) {
                wrong.add(number + " after " + before);
              }
            });
    Random random = new Random(6);
    try (TestNode node = new TestNode();
        TestPeers peers = new TestPeers(node.port())) {
      List<TestPeer> clients = new ArrayList<>(peers.open("/chat", 40, checking));
      List<ConnectionId> ids = TestNode.await(node.engine.connections(Optional.empty()));
      List<CompletableFuture<Receipt>> answers = new ArrayList<>();
      List<Target> targets =
          List.of(
              Target.all(),
              Target.tag("a"),
              Target.tag("a", "b"),
              Target.tagExpression("a | b"),
              Target.tagExpression("!(a & b)"),
              Target.tagExpression("* & !a"));
      for (int number = 0; number < 3000; number++) {
        ConnectionId id = ids.get(random.nextInt(ids.size()));
        String tag = random.nextBoolean() ? "a" : "b";
        if (random.nextBoolean()) {
          node.engine.tag(id, tag);
        } else {
          node.engine.untag(id, tag);
        }
        if (number % 100 == 99) {
          clients.get(number / 100).close();
          clients.addAll(peers.start("/chat", 1, checking));
        }
        Target target = targets.get(random.nextInt(targets.size()));
        answers.add(
            node.engine
                .broadcast(target, Message.text("" + number), BroadcastOptions.DEFAULT)
                .toCompletableFuture());
        if (number % 500 == 499) {
          answers.forEach(CompletableFuture::join);
        }
      }
      answers.forEach(each -> BroadcastIT.assertConserved(each.join()));
      assertThat(answers).anyMatch(each -> each.join().reached() > 0);
      await().until(() -> TestNode.await(node.engine.tags()).size() <= 2);
    }
    assertThat(wrong).isEmpty();
  }
}
