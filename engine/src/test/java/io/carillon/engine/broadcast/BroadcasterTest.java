package io.carillon.engine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.Part;
import io.carillon.engine.registry.FakeEndpoint;
import io.carillon.engine.registry.Found;
import io.carillon.engine.registry.FoundMembers;
import io.carillon.engine.registry.Member;
import io.carillon.engine.registry.Registry;
import io.carillon.engine.websocket.EncodedFrame;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BroadcasterTest {
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final int NODE = 0x0a0b0c0d;
  private static final int LIMIT = 3;
  private static final BroadcastId ID = BroadcastId.random(NODE);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final BroadcastOptions OPTIONS = BroadcastOptions.DEFAULT.withTimeout(TIMEOUT);

  private final TestProbe<Registry.Command> registry = KIT.createTestProbe();
  private final TestProbe<Lane.Command> laneOne = KIT.createTestProbe();
  private final TestProbe<Lane.Command> laneTwo = KIT.createTestProbe();
  private final TestProbe<Broadcaster.Answer> asker = KIT.createTestProbe();
  private final Receipts receipts = new Receipts(NODE, 100, Duration.ofMinutes(1));
  private final ActorRef<Broadcaster.Command> broadcaster =
      KIT.spawn(
          Broadcaster.create(
              LIMIT,
              registry.getRef(),
              new Lanes(List.of(laneOne.getRef(), laneTwo.getRef()), new Backlog()),
              receipts));
  private final Member a = member("/a", 0);
  private final Member b = member("/b", 1);
  private final Member c = member("/a", 1);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void answersWhenEveryTargetIsWritten() {
    send(Target.all(), OPTIONS);
    resolve(a, b);
    Delivery delivery = delivered(laneOne, a);
    assertThat(delivered(laneTwo, b)).isSameAs(delivery);
    delivery.tally().written(1, System.nanoTime());
    delivery.tally().failed(FailureReason.CLOSED, 0, 1, 0);
    Receipt receipt = receipt();
    assertThat(receipt.id().node()).isEqualTo(NODE);
    assertThat(receipt.targeted()).isEqualTo(2);
    assertThat(receipt.reached()).isOne();
    assertThat(receipt.failed()).containsEntry(FailureReason.CLOSED, 1);
    assertThat(receipt.complete()).isTrue();
    assertThat(receipt.nodes().reporting()).containsExactly("0a0b0c0d");
  }

  @Test
  void answersALowerBoundAtTheDeadline() {
    send(Target.all(), OPTIONS);
    resolve(a, b);
    Delivery delivery = delivered(laneOne, a);
    delivery.tally().written(1, 0);
    TIME.timePasses(TIMEOUT.minusMillis(1));
    asker.expectNoMessage(Duration.ZERO);
    TIME.timePasses(Duration.ofMillis(1));
    Receipt receipt = receipt();
    assertThat(receipt.complete()).isFalse();
    assertThat(receipt.pending()).isOne();
    assertThat(receipt.reached()).isOne();
  }

  @Test
  void lateAcksMoveTheKeptReceiptOnly() {
    send(Target.all(), OPTIONS);
    resolve(a, b);
    Delivery delivery = delivered(laneOne, a);
    TIME.timePasses(TIMEOUT);
    BroadcastId id = receipt().id();
    delivery.tally().written(2, 0);
    Part kept = receipts.trace(id).orElseThrow().parts().get(0);
    assertThat(kept.counts().written()).isEqualTo(2);
    assertThat(kept.pending()).isZero();
    send(Target.all(), OPTIONS);
    resolve();
    assertThat(receipt().targeted()).isZero();
    asker.expectNoMessage(Duration.ofMillis(20));
    assertThat(receipts.trace(BroadcastId.random(NODE))).isEmpty();
  }

  @Test
  void aLateDeadlineIsIgnored() {
    send(Target.all(), OPTIONS);
    resolve();
    receipt();
    TIME.timePasses(TIMEOUT.multipliedBy(3));
    asker.expectNoMessage(Duration.ofMillis(20));
  }

  @Test
  void answersAtOnceWhenNobodyIsTargeted() {
    send(Target.route("/none"), OPTIONS);
    resolve();
    Receipt receipt = receipt();
    assertThat(receipt.targeted()).isZero();
    assertThat(receipt.complete()).isTrue();
    laneOne.expectNoMessage(Duration.ZERO);
  }

  @Test
  void refusesOverTheLimitUntilOneIsAnswered() {
    for (int i = 0; i < LIMIT; i++) {
      send(Target.all(), OPTIONS);
    }
    send(Target.all(), OPTIONS);
    asker.expectMessage(new Broadcaster.Refused(ID, LIMIT));
    resolve();
    receipt();
    send(Target.all(), OPTIONS);
    for (int i = 0; i < LIMIT; i++) {
      resolve();
      receipt();
    }
  }

  @Test
  void refusesWhileTheLanesAreBehindWithWhatIsAnsweredAlready() {
    for (int i = 0; i < LIMIT; i++) {
      send(Target.all(), OPTIONS);
      resolve(a, b);
      TIME.timePasses(TIMEOUT);
      assertThat(receipt().pending()).isEqualTo(2);
    }
    send(Target.all(), OPTIONS);
    asker.expectMessage(new Broadcaster.Refused(ID, 0));
  }

  @Test
  void refusesWhatWasNotResolvedByTheDeadline() {
    send(Target.all(), OPTIONS);
    Registry.Resolve question = registry.expectMessageClass(Registry.Resolve.class);
    TIME.timePasses(TIMEOUT);
    asker.expectMessage(new Broadcaster.Refused(ID, 0));
    question.replyTo().tell(new Found(question.question(), FoundMembers.of(2, a)));
    laneOne.expectNoMessage(Duration.ofMillis(20));
  }

  @Test
  void leavesOutTheExcluded() {
    send(Target.all().excluding(Set.of(b.id())), OPTIONS);
    resolve(a, b, c);
    assertThat(delivered(laneOne, a).tally().targeted()).isEqualTo(2);
    delivered(laneTwo, c);
  }

  @Test
  void keepsATagWithinItsRoute() {
    send(Target.tag("x").within("/a"), OPTIONS);
    resolve(a, b, c);
    assertThat(delivered(laneOne, a).tally().targeted()).isEqualTo(2);
    delivered(laneTwo, c);
  }

  @Test
  void asksTheRegistryForTheRouteOfEverybody() {
    send(Target.route("/a"), OPTIONS);
    Registry.Resolve question = registry.expectMessageClass(Registry.Resolve.class);
    assertThat(question.route()).contains("/a");
    assertThat(question.selection()).isEqualTo(Target.Everyone.INSTANCE);
  }

  @Test
  void waitsForTheTurnOfWhatIsResolvedEarly() {
    send(Target.tagExpression("x & !y"), OPTIONS);
    send(Target.all(), OPTIONS.withLevel(Level.RECEIVED));
    Registry.Resolve slow = registry.expectMessageClass(Registry.Resolve.class);
    resolve(a);
    laneOne.expectNoMessage(Duration.ofMillis(20));
    slow.replyTo().tell(new Found(slow.question(), FoundMembers.of(2, a)));
    assertThat(delivered(laneOne, a).tally().level()).isEqualTo(Level.WRITTEN);
    assertThat(delivered(laneOne, a).tally().level()).isEqualTo(Level.RECEIVED);
  }

  @Test
  void answersAtTheQuorum() {
    send(Target.all(), OPTIONS.withQuorum(1));
    resolve(a, b);
    delivered(laneOne, a).tally().written(1, 0);
    Receipt receipt = receipt();
    assertThat(receipt.pending()).isOne();
    assertThat(receipt.complete()).isFalse();
  }

  @Test
  void keepsTheOrderOfTwoBroadcasts() {
    send(Target.all(), OPTIONS);
    send(Target.all(), OPTIONS.withLevel(Level.RECEIVED));
    resolve(a);
    resolve(a);
    assertThat(delivered(laneOne, a).tally().level()).isEqualTo(Level.WRITTEN);
    assertThat(delivered(laneOne, a).tally().level()).isEqualTo(Level.RECEIVED);
  }

  private void send(Target target, BroadcastOptions options) {
    EncodedFrame frame = EncodedFrame.of(Message.text("hello"));
    broadcaster.tell(new Broadcaster.Broadcast(ID, target, frame, options, asker.getRef()));
  }

  private void resolve(Member... members) {
    Registry.Resolve question = registry.expectMessageClass(Registry.Resolve.class);
    question.replyTo().tell(new Found(question.question(), FoundMembers.of(2, members)));
  }

  private static Delivery delivered(TestProbe<Lane.Command> lane, Member... to) {
    Lane.Deliver deliver = lane.expectMessageClass(Lane.Deliver.class);
    assertThat(deliver.members()).containsExactlyInAnyOrder(to);
    return deliver.delivery();
  }

  private Receipt receipt() {
    return asker.expectMessageClass(Broadcaster.Answered.class).receipt();
  }

  private static Member member(String route, int lane) {
    return new FakeEndpoint(null).member(route, lane, null);
  }
}
