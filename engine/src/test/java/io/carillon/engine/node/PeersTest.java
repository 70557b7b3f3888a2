package io.carillon.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PeersTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Question<Integer, Integer> QUESTION =
      new Question<>("double-1", Layouts.NUMBER, Layouts.NUMBER);

  private final TestProbe<NodeMessage> gateway = KIT.createTestProbe();
  private final Node other = new Node(2, Optional.empty(), gateway.getRef());

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void failsAtOnceIfTooManyQuestionsWait() throws Exception {
    Peers peers = peers(Duration.ofSeconds(1));
    List<CompletableFuture<Integer>> asked = new ArrayList<>();
    for (int i = 0; i < Peers.MOST_QUESTIONS; i++) {
      asked.add(peers.ask(other, QUESTION, i).toCompletableFuture());
    }
    assertThat(peers.traffic().questions()).isEqualTo(Peers.MOST_QUESTIONS);
    assertThatThrownBy(() -> peers.ask(other, QUESTION, 1).toCompletableFuture().getNow(0))
        .hasMessageContaining("10000 questions");
    assertThatThrownBy(
            () ->
                CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .get(10, TimeUnit.SECONDS))
        .hasMessageContaining("Ask timed out");
    assertThat(peers.traffic().questions()).isZero();
    assertThat(peers.traffic().count(Traffic.OTHERS, Traffic.Count.UNANSWERED))
        .isEqualTo(Peers.MOST_QUESTIONS);
  }

  @Test
  void countsQuestionsAndAnswers() throws Exception {
    Peers peers = peers(Duration.ofSeconds(5));
    peers.change(
        new Roster(Map.of(2, other), Map.of(3, new Node(3, Optional.empty(), gateway.getRef()))));
    CompletableFuture<Integer> answer = peers.ask(other, QUESTION, 21).toCompletableFuture();
    gateway
        .expectMessageClass(NodeMessage.Ask.class)
        .replyTo()
        .tell(new NodeMessage.Told(Layouts.NUMBER.bytes(42)));
    assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(42);
    Traffic traffic = peers.traffic();
    assertThat(traffic.peers()).containsExactly(Traffic.OTHERS);
    assertThat(traffic.count(Traffic.OTHERS, Traffic.Count.MESSAGES_OUT)).isOne();
    assertThat(traffic.count(Traffic.OTHERS, Traffic.Count.BYTES_OUT)).isEqualTo(4);
    assertThat(traffic.count(Traffic.OTHERS, Traffic.Count.MESSAGES_IN)).isOne();
    assertThat(traffic.count(Traffic.OTHERS, Traffic.Count.BYTES_IN)).isEqualTo(4);
    assertThat(traffic.count("nobody", Traffic.Count.BYTES_IN)).isZero();
    assertThat(traffic.present()).isOne();
    assertThat(traffic.lost()).isOne();
  }

  @Test
  void knowsTheOthersUntilTheyAreRemoved() {
    Traffic traffic = peers(Duration.ofSeconds(1)).traffic();
    Node self = new Node(1, Optional.empty(), gateway.getRef());
    assertThat(traffic.members()).isEmpty();
    traffic.change(new Roster(Map.of(1, self, 2, other), Map.of()));
    assertThat(traffic.members()).containsExactly(Traffic.OTHERS);
    traffic.change(new Roster(Map.of(1, self), Map.of(2, other)));
    assertThat(traffic.members()).containsExactly(Traffic.OTHERS);
    traffic.change(new Roster(Map.of(1, self), Map.of()));
    assertThat(traffic.members()).isEmpty();
  }

  private static Peers peers(Duration patience) {
    return new Peers(KIT.system(), 1, patience, new Pieces(KIT.system(), "/user/gateway"));
  }
}
