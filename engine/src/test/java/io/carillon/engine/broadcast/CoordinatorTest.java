package io.carillon.engine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.Node;
import io.carillon.engine.node.NodeMessage;
import io.carillon.engine.node.Part;
import io.carillon.engine.node.Pieces;
import io.carillon.engine.node.Roster;
import io.carillon.engine.node.Standing;
import io.carillon.engine.node.Traffic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.HdrHistogram.PackedHistogram;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoordinatorTest {
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final int HERE = 1;
  private static final int THERE = 2;
  private static final int LIMIT = 2;
  private static final Duration A_LITTLE = Duration.ofMillis(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final BroadcastOptions OPTIONS = BroadcastOptions.DEFAULT.withTimeout(TIMEOUT);
  private static final BroadcastOptions PATIENT = OPTIONS.withTimeout(Duration.ofMinutes(1));

  private final TestProbe<NodeMessage> here = KIT.createTestProbe();
  private final TestProbe<NodeMessage> there = KIT.createTestProbe();
  private final TestProbe<Broadcaster.Answer> asker = KIT.createTestProbe();
  private final Receipts receipts = new Receipts(HERE, 100, Duration.ofMinutes(1));
  private final Traffic traffic = new Traffic(HERE);
  private final ActorRef<Coordinator.Command> coordinator =
      KIT.spawn(
          Coordinator.create(
              HERE, LIMIT, new Pieces(KIT.system(), "/user/gateway"), receipts, traffic));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void twoNodes() {
    nodes(HERE, THERE);
  }

  @Test
  void sumsUpWhatAllNodesSay() {
    BroadcastId id = send(OPTIONS);
    NodeMessage.Deliver deliver = deliver(here);
    assertThat(deliver(there)).isEqualTo(deliver);
    assertThat(deliver.options().timeout()).isLessThan(TIMEOUT);
    deliver.replyTo().tell(new NodeMessage.Delivered(id, part(HERE, 10, 7, 2)));
    asker.expectNoMessage(Duration.ofMillis(20));
    deliver.replyTo().tell(new NodeMessage.Delivered(id, part(THERE, 5, 5, 0)));
    Receipt receipt = receipt();
    assertThat(receipt.targeted()).isEqualTo(15);
    assertThat(receipt.reached()).isEqualTo(12);
    assertThat(receipt.failed()).containsOnly(Map.entry(FailureReason.SLOW, 2));
    assertThat(receipt.pending()).isOne();
    assertThat(receipt.complete()).isFalse();
    assertThat(receipt.nodes().reporting()).containsExactly("00000001", "00000002");
    assertThat(receipt.nodes().missing()).isEmpty();
  }

  @Test
  void namesANodeThatIsSilentAtTheDeadline() {
    BroadcastId id = send(OPTIONS);
    deliver(here).replyTo().tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    TIME.timePasses(TIMEOUT);
    Receipt receipt = receipt();
    assertThat(receipt.reached()).isEqualTo(3);
    assertThat(receipt.complete()).isFalse();
    assertThat(receipt.nodes().missing()).containsExactly("00000002");
  }

  @Test
  void doesNotWaitForANodeThatIsLost() {
    BroadcastId id = send(OPTIONS);
    deliver(here).replyTo().tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    asker.expectNoMessage(Duration.ofMillis(20));
    lose(THERE);
    assertThat(receipt().nodes().missing()).containsExactly("00000002");
    BroadcastId next = send(OPTIONS);
    deliver(here).replyTo().tell(new NodeMessage.Delivered(next, part(HERE, 3, 3, 0)));
    assertThat(receipt().complete()).isFalse();
  }

  @Test
  void isCompleteWithoutANodeOnceItIsRemoved() {
    lose(THERE);
    nodes(HERE);
    BroadcastId id = send(OPTIONS);
    deliver(here).replyTo().tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    assertThat(receipt().complete()).isTrue();
  }

  @Test
  void countsAPartThatComesAfterItsNodeWasLost() {
    BroadcastId id = send(OPTIONS);
    NodeMessage.Deliver deliver = deliver(here);
    nodes(HERE);
    deliver.replyTo().tell(new NodeMessage.Delivered(id, part(THERE, 2, 2, 0)));
    deliver.replyTo().tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    Receipt receipt = receipt();
    assertThat(receipt.reached()).isEqualTo(5);
    assertThat(receipt.complete()).isTrue();
  }

  @Test
  void saysAtOnceThatNobodyIsThere() {
    coordinator.tell(
        new Coordinator.NodesChanged(
            new Roster(Map.of(), Map.of(HERE, new Node(HERE, Optional.empty(), here.getRef())))));
    send(OPTIONS);
    Receipt receipt = receipt();
    assertThat(receipt.complete()).isFalse();
    assertThat(receipt.nodes().missing()).containsExactly("00000001");
  }

  @Test
  void asksOnlyWhoHasNotAnsweredWhatItHas() {
    BroadcastId id = send(OPTIONS);
    NodeMessage.Deliver deliver = deliver(here);
    deliver(there);
    deliver.replyTo().tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    deliver.replyTo().tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    asker.expectNoMessage(Duration.ofMillis(20));
    TIME.timePasses(Coordinator.RETRY_AFTER);
    there.expectMessage(new NodeMessage.Inquire(id, deliver.replyTo()));
    here.expectNoMessage(Duration.ZERO);
    deliver.replyTo().tell(new NodeMessage.Underway(id, THERE));
    there.expectNoMessage(Duration.ofMillis(20));
    deliver.replyTo().tell(new NodeMessage.Delivered(id, part(THERE, 1, 1, 0)));
    assertThat(receipt().reached()).isEqualTo(4);
    TIME.timePasses(Coordinator.RETRY_AFTER);
    there.expectNoMessage(Duration.ZERO);
    assertThat(traffic.count(Traffic.OTHERS, Traffic.Count.LATE)).isZero();
    deliver.replyTo().tell(new NodeMessage.Delivered(id, part(THERE, 1, 1, 0)));
    await().until(() -> traffic.count(Traffic.OTHERS, Traffic.Count.LATE) == 1);
    assertThat(traffic.count(Traffic.OTHERS, Traffic.Count.RETRIES)).isOne();
  }

  @Test
  void sendsAgainWhatWasLostOnce() {
    BroadcastId id = send(OPTIONS);
    NodeMessage.Deliver deliver = deliver(there);
    ActorRef<NodeMessage> to = deliver.replyTo();
    for (int i = 0; i < 2; i++) {
      TIME.timePasses(Coordinator.RETRY_AFTER);
      there.expectMessageClass(NodeMessage.Inquire.class);
      to.tell(new NodeMessage.Lacking(id, THERE, List.of()));
      to.tell(new NodeMessage.Lacking(id, THERE, List.of()));
      assertThat(deliver(there)).isEqualTo(deliver);
      there.expectNoMessage(Duration.ofMillis(20));
    }
  }

  @Test
  void sendsNothingAgainThatWouldOvertakeALaterOne() {
    BroadcastId first = send(OPTIONS);
    ActorRef<NodeMessage> to = deliver(here).replyTo();
    to.tell(new NodeMessage.Delivered(first, part(HERE, 3, 3, 0)));
    deliver(there);
    TIME.timePasses(A_LITTLE);
    BroadcastId second = send(OPTIONS);
    deliver(there);
    TIME.timePasses(Coordinator.RETRY_AFTER);
    there.expectMessage(new NodeMessage.Inquire(first, to));
    to.tell(new NodeMessage.Lacking(first, THERE, List.of()));
    Receipt receipt = receipt();
    assertThat(receipt.id()).isEqualTo(first);
    assertThat(receipt.complete()).isFalse();
    assertThat(receipt.nodes().missing()).containsExactly("00000002");
    there.expectMessage(new NodeMessage.Inquire(second, to));
    to.tell(new NodeMessage.Lacking(second, THERE, List.of()));
    assertThat(deliver(there).id()).isEqualTo(second);
    there.expectNoMessage(Duration.ofMillis(20));
  }

  @Test
  void asksASilentNodeOneQuestionAtATimeAndEachInTurn() {
    BroadcastId first = send(OPTIONS);
    ActorRef<NodeMessage> to = deliver(there).replyTo();
    TIME.timePasses(A_LITTLE);
    BroadcastId second = send(OPTIONS);
    deliver(there);
    TIME.timePasses(Coordinator.RETRY_AFTER);
    there.expectMessage(new NodeMessage.Inquire(first, to));
    there.expectNoMessage(Duration.ofMillis(20));
    TIME.timePasses(Inquiries.PATIENCE);
    there.expectMessage(new NodeMessage.Inquire(second, to));
    there.expectNoMessage(Duration.ofMillis(20));
    to.tell(new NodeMessage.Underway(second, THERE));
    there.expectMessage(new NodeMessage.Inquire(first, to));
    there.expectNoMessage(Duration.ofMillis(20));
    to.tell(new NodeMessage.Delivered(first, part(THERE, 1, 1, 0)));
    to.tell(new NodeMessage.Delivered(second, part(THERE, 1, 1, 0)));
    TIME.timePasses(Coordinator.RETRY_AFTER);
    there.expectNoMessage(Duration.ofMillis(20));
    assertThat(traffic.count(Traffic.OTHERS, Traffic.Count.RETRIES)).isEqualTo(3);
  }

  @Test
  void asksNothingMoreAboutABroadcastThatIsAnswered() {
    BroadcastId first = send(OPTIONS);
    ActorRef<NodeMessage> to = deliver(there).replyTo();
    TIME.timePasses(A_LITTLE);
    Duration soon = Coordinator.RETRY_AFTER.plusMillis(50);
    BroadcastId second = send(OPTIONS.withTimeout(soon));
    deliver(there);
    TIME.timePasses(Coordinator.RETRY_AFTER);
    there.expectMessage(new NodeMessage.Inquire(first, to));
    TIME.timePasses(soon.minus(Coordinator.RETRY_AFTER));
    assertThat(receipt().id()).isEqualTo(second);
    TIME.timePasses(Inquiries.PATIENCE.multipliedBy(2).minus(soon));
    there.expectMessage(new NodeMessage.Inquire(first, to));
    there.expectNoMessage(Duration.ofMillis(20));
  }

  @Test
  void asksNothingMoreOfANodeThatIsGone() {
    BroadcastId first = send(OPTIONS);
    ActorRef<NodeMessage> to = deliver(there).replyTo();
    TIME.timePasses(A_LITTLE);
    send(OPTIONS);
    deliver(there);
    TIME.timePasses(Coordinator.RETRY_AFTER);
    there.expectMessage(new NodeMessage.Inquire(first, to));
    nodes(HERE);
    nodes(HERE, THERE);
    TIME.timePasses(Inquiries.PATIENCE);
    there.expectNoMessage(Duration.ofMillis(20));
  }

  @Test
  void sendsALargePayloadToOthersInPiecesAndAgainOnlyTheLostOnes() {
    BroadcastId id = send(OPTIONS, Message.text("x".repeat(300_000)));
    ActorRef<NodeMessage> to = deliver(here).replyTo();
    List<NodeMessage.Piece> pieces =
        IntStream.range(0, 3)
            .mapToObj(number -> there.expectMessageClass(NodeMessage.Piece.class))
            .toList();
    assertThat(pieces).extracting(NodeMessage.Piece::number).containsExactly(0, 1, 2);
    assertThat(pieces).extracting(NodeMessage.Piece::of).containsOnly(3);
    assertThat(pieces).allMatch(piece -> piece.bytes().length() <= Pieces.MOST_BYTES);
    TIME.timePasses(Coordinator.RETRY_AFTER);
    there.expectMessageClass(NodeMessage.Inquire.class);
    to.tell(new NodeMessage.Lacking(id, THERE, List.of(1, -1, 3)));
    there.expectMessage(pieces.get(1));
    there.expectNoMessage(Duration.ofMillis(20));
  }

  @Test
  void namesAllOthersAsMissingIfTheyCannotTakeSoMuch() {
    BroadcastId id =
        send(OPTIONS, Message.text("x".repeat(Pieces.MOST_PIECES * Pieces.MOST_BYTES)));
    deliver(here).replyTo().tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    assertThat(receipt().nodes().missing()).containsExactly("00000002");
    there.expectNoMessage(Duration.ZERO);
  }

  @Test
  void leavesOutANodeThatHasMuchToTakeInUntilItSpeaks() {
    Message half = Message.text("x".repeat((int) Unheard.MOST_BYTES / 2 - 1000));
    Message some = Message.text("x".repeat(10_000));
    send(OPTIONS, half);
    deliver(here);
    BroadcastId second = send(OPTIONS, half);
    ActorRef<NodeMessage> to = deliver(here).replyTo();
    TIME.timePasses(TIMEOUT);
    receipt();
    receipt();
    BroadcastId third = send(OPTIONS, some);
    to.tell(new NodeMessage.Delivered(third, part(HERE, 3, 3, 0)));
    Receipt receipt = receipt();
    assertThat(receipt.reached()).isEqualTo(3);
    assertThat(receipt.nodes().missing()).containsExactly("00000002");
    to.tell(new NodeMessage.Underway(second, THERE));
    BroadcastId fourth = send(OPTIONS, some);
    assertThat(delivered(there).id()).isEqualTo(fourth);
    assertThat(traffic.count(Traffic.OTHERS, Traffic.Count.REFUSED)).isOne();
    assertThat(traffic.count(Traffic.OTHERS, Traffic.Count.UNANSWERED)).isEqualTo(2);
  }

  @Test
  void waitsOnlyShortlyForANodeOnceItHasLetADeadlinePassInSilence() {
    fallSilent();
    BroadcastId id = send(OPTIONS);
    deliver(here).replyTo().tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    assertThat(delivered(there).id()).as("it is sent all the same").isEqualTo(id);
    asker.expectNoMessage(Duration.ofMillis(20));
    TIME.timePasses(Coordinator.GRACE);
    Receipt receipt = receipt();
    assertThat(receipt.reached()).isEqualTo(3);
    assertThat(receipt.complete()).isFalse();
    assertThat(receipt.nodes().missing()).containsExactly("00000002");
    assertThat(traffic.count(Traffic.OTHERS, Traffic.Count.UNANSWERED)).isEqualTo(2);
  }

  @Test
  void waitsForANodeAsEverOnceItHasSaidAnything() {
    BroadcastId silent = fallSilent();
    BroadcastId id = send(OPTIONS);
    ActorRef<NodeMessage> to = deliver(here).replyTo();
    to.tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    to.tell(new NodeMessage.Delivered(silent, part(THERE, 1, 1, 0)));
    await().until(() -> traffic.count(Traffic.OTHERS, Traffic.Count.LATE) == 1);
    TIME.timePasses(Coordinator.GRACE);
    asker.expectNoMessage(Duration.ofMillis(20));
    to.tell(new NodeMessage.Delivered(id, part(THERE, 2, 2, 0)));
    Receipt receipt = receipt();
    assertThat(receipt.reached()).isEqualTo(5);
    assertThat(receipt.complete()).isTrue();
    BroadcastId next = send(OPTIONS);
    deliver(here).replyTo().tell(new NodeMessage.Delivered(next, part(HERE, 3, 3, 0)));
    TIME.timePasses(Coordinator.GRACE);
    asker.expectNoMessage(Duration.ofMillis(20));
  }

  @Test
  void suspectsNobodyWhoSaidThatItIsAtIt() {
    BroadcastId first = send(OPTIONS);
    ActorRef<NodeMessage> to = deliver(here).replyTo();
    to.tell(new NodeMessage.Delivered(first, part(HERE, 3, 3, 0)));
    for (int i = 1; i < TIMEOUT.dividedBy(Coordinator.RETRY_AFTER); i++) {
      TIME.timePasses(Coordinator.RETRY_AFTER);
      inquired(first);
      to.tell(new NodeMessage.Underway(first, THERE));
    }
    TIME.timePasses(Coordinator.RETRY_AFTER);
    assertThat(receipt().complete()).isFalse();
    BroadcastId next = send(OPTIONS);
    deliver(here).replyTo().tell(new NodeMessage.Delivered(next, part(HERE, 3, 3, 0)));
    TIME.timePasses(Coordinator.GRACE);
    asker.expectNoMessage(Duration.ofMillis(20));
  }

  @Test
  void waitsForAllWhoAreNotSuspect() {
    TestProbe<NodeMessage> third = KIT.createTestProbe();
    fallSilent();
    coordinator.tell(new Coordinator.NodesChanged(new Roster(threeNodes(third), Map.of())));
    BroadcastId id = send(OPTIONS);
    ActorRef<NodeMessage> to = deliver(here).replyTo();
    to.tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    deliver(third);
    TIME.timePasses(Coordinator.GRACE);
    asker.expectNoMessage(Duration.ofMillis(20));
    to.tell(new NodeMessage.Delivered(id, part(3, 4, 4, 0)));
    Receipt receipt = receipt();
    assertThat(receipt.reached()).isEqualTo(7);
    assertThat(receipt.nodes().missing()).containsExactly("00000002");
  }

  @Test
  void suspectsANodeNoLongerThatWasLostAndIsBack() {
    fallSilent();
    lose(THERE);
    nodes(HERE, THERE);
    BroadcastId id = send(OPTIONS);
    deliver(here).replyTo().tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    TIME.timePasses(Coordinator.GRACE);
    asker.expectNoMessage(Duration.ofMillis(20));
  }

  /** Lets a broadcast's deadline pass without a word of the other node. */
  private BroadcastId fallSilent() {
    BroadcastId id = send(OPTIONS);
    deliver(here).replyTo().tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    assertThat(delivered(there).id()).isEqualTo(id);
    TIME.timePasses(Coordinator.RETRY_AFTER);
    inquired(id);
    TIME.timePasses(Silence.SILENT_AFTER);
    TIME.timePasses(TIMEOUT.minus(Coordinator.RETRY_AFTER).minus(Silence.SILENT_AFTER));
    assertThat(receipt().nodes().missing()).containsExactly("00000002");
    return id;
  }

  private void inquired(BroadcastId id) {
    there.fishForMessage(
        Duration.ofSeconds(3),
        message ->
            message instanceof NodeMessage.Inquire inquire && inquire.id().equals(id)
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
  }

  /** The next broadcast, whatever was asked before. */
  private static NodeMessage.Deliver delivered(TestProbe<NodeMessage> node) {
    List<NodeMessage> seen =
        node.fishForMessage(
            Duration.ofSeconds(3),
            message ->
                message instanceof NodeMessage.Deliver
                    ? FishingOutcomes.complete()
                    : FishingOutcomes.continueAndIgnore());
    return (NodeMessage.Deliver) seen.get(0);
  }

  private Map<Integer, Node> threeNodes(TestProbe<NodeMessage> third) {
    return Map.of(
        HERE,
        new Node(HERE, Optional.empty(), here.getRef()),
        THERE,
        new Node(THERE, Optional.empty(), there.getRef()),
        3,
        new Node(3, Optional.empty(), third.getRef()));
  }

  @Test
  void answersAtTheQuorumOfAllNodes() {
    nodes(HERE, THERE, 3);
    BroadcastId id = send(OPTIONS.withQuorum(5));
    NodeMessage.Deliver deliver = deliver(here);
    deliver.replyTo().tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    asker.expectNoMessage(Duration.ofMillis(20));
    deliver.replyTo().tell(new NodeMessage.Delivered(id, part(THERE, 4, 2, 0)));
    assertThat(receipt().reached()).isEqualTo(5);
  }

  @Test
  void refusesIfEveryNodeDoesAndNamesTheBusyOnesIfNot() {
    BroadcastId id = send(OPTIONS);
    ActorRef<NodeMessage> to = deliver(here).replyTo();
    to.tell(new NodeMessage.Refused(id, HERE, 7));
    to.tell(new NodeMessage.Refused(id, THERE, 9));
    asker.expectMessage(new Broadcaster.Refused(id, 9));
    BroadcastId next = send(OPTIONS);
    to.tell(new NodeMessage.Refused(next, HERE, 7));
    to.tell(new NodeMessage.Delivered(next, part(THERE, 1, 1, 0)));
    assertThat(receipt().nodes().missing()).containsExactly("00000001");
  }

  @Test
  void refusesNothingThatANodeMayHaveSentWithoutSayingSo() {
    BroadcastId silent = send(OPTIONS);
    ActorRef<NodeMessage> to = deliver(here).replyTo();
    to.tell(new NodeMessage.Refused(silent, HERE, 7));
    TIME.timePasses(TIMEOUT);
    Receipt receipt = receipt();
    assertThat(receipt.targeted()).isZero();
    assertThat(receipt.complete()).isFalse();
    assertThat(receipt.nodes().missing()).containsExactly("00000001", "00000002");
    BroadcastId lost = send(OPTIONS);
    to.tell(new NodeMessage.Refused(lost, HERE, 7));
    lose(THERE);
    assertThat(receipt().nodes().missing()).containsExactly("00000001", "00000002");
    BroadcastId kept = send(OPTIONS);
    to.tell(new NodeMessage.Refused(kept, HERE, 0));
    asker.expectMessage(new Broadcaster.Refused(kept, 0));
  }

  @Test
  void refusesOverTheLimit() {
    send(OPTIONS);
    send(OPTIONS);
    BroadcastId third = send(OPTIONS);
    asker.expectMessage(new Broadcaster.Refused(third, LIMIT));
    TIME.timePasses(TIMEOUT);
    receipt();
    receipt();
    send(OPTIONS);
    asker.expectNoMessage(Duration.ofMillis(20));
  }

  @Test
  void putsTheLatenciesOfAllNodesTogether() {
    BroadcastId id = send(OPTIONS.withLatency());
    ActorRef<NodeMessage> to = deliver(here).replyTo();
    to.tell(new NodeMessage.Delivered(id, timed(HERE, 100)));
    to.tell(new NodeMessage.Delivered(id, timed(THERE, 300)));
    Receipt.Latency latency = receipt().latency().orElseThrow();
    assertThat(latency.count()).isEqualTo(2);
    assertThat(latency.p50()).isEqualTo(100);
    assertThat(latency.max()).isBetween(300L, 303L);
  }

  @Test
  void measuresHowFarBehindEachOtherNodeIs() {
    List<Duration> lags = new CopyOnWriteArrayList<>();
    traffic.onLag((peer, lag) -> lags.add(lag));
    answerWhole();
    TIME.timePasses(Coordinator.PROBE_EVERY);
    NodeMessage.Inquire probe = there.expectMessageClass(NodeMessage.Inquire.class);
    TIME.timePasses(Coordinator.PROBE_EVERY);
    there.expectMessage(probe);
    NodeMessage answer = new NodeMessage.Lacking(probe.id(), THERE, List.of());
    probe.replyTo().tell(answer);
    probe.replyTo().tell(answer);
    await().untilAsserted(() -> assertThat(lags).hasSize(1));
    assertThat(lags.get(0)).isPositive();
    TIME.timePasses(Coordinator.PROBE_EVERY);
    assertThat(there.expectMessageClass(NodeMessage.Inquire.class).id()).isNotEqualTo(probe.id());
    assertThat(lags).hasSize(1);
    here.expectNoMessage(Duration.ZERO);
  }

  @Test
  void saysHowItStandsWithEachOtherNode() {
    BroadcastId first = send(PATIENT);
    deliver(there);
    BroadcastId second = send(PATIENT);
    ActorRef<NodeMessage> to = deliver(there).replyTo();
    TIME.timePasses(Coordinator.PROBE_EVERY);
    await().until(() -> traffic.standings().containsValue(new Standing(false, 2, 2, 10)));
    to.tell(new NodeMessage.Delivered(first, part(THERE, 1, 1, 0)));
    to.tell(new NodeMessage.Underway(second, THERE));
    TIME.timePasses(Coordinator.PROBE_EVERY);
    await().until(() -> traffic.standings().containsValue(new Standing(false, 1, 0, 0)));
    assertThat(traffic.standings()).containsOnlyKeys(Traffic.OTHERS);
  }

  /** A broadcast that is over, after which nobody is asked for it. */
  private void answerWhole() {
    BroadcastId id = send(OPTIONS);
    ActorRef<NodeMessage> to = deliver(here).replyTo();
    deliver(there);
    to.tell(new NodeMessage.Delivered(id, part(HERE, 3, 3, 0)));
    to.tell(new NodeMessage.Delivered(id, part(THERE, 1, 1, 0)));
    assertThat(receipt().complete()).isTrue();
  }

  private BroadcastId send(BroadcastOptions options) {
    return send(options, Message.text("hello"));
  }

  private BroadcastId send(BroadcastOptions options, Message message) {
    BroadcastId id = BroadcastId.random(HERE);
    coordinator.tell(new Coordinator.Broadcast(id, Target.all(), message, options, asker.getRef()));
    return id;
  }

  private void lose(int node) {
    Map<Integer, Node> rest = Map.of(HERE, new Node(HERE, Optional.empty(), here.getRef()));
    coordinator.tell(
        new Coordinator.NodesChanged(
            new Roster(rest, Map.of(node, new Node(node, Optional.empty(), there.getRef())))));
  }

  private void nodes(int... numbers) {
    Map<Integer, Node> nodes = new HashMap<>();
    for (int number : numbers) {
      TestProbe<NodeMessage> probe = number == HERE ? here : there;
      nodes.put(number, new Node(number, Optional.empty(), probe.getRef()));
    }
    coordinator.tell(new Coordinator.NodesChanged(new Roster(nodes, Map.of())));
  }

  private static NodeMessage.Deliver deliver(TestProbe<NodeMessage> node) {
    return node.expectMessageClass(NodeMessage.Deliver.class);
  }

  private Receipt receipt() {
    return asker.expectMessageClass(Broadcaster.Answered.class).receipt();
  }

  private static Part part(int node, int targeted, int written, int slow) {
    Map<FailureReason, Integer> failed = slow == 0 ? Map.of() : Map.of(FailureReason.SLOW, slow);
    return new Part(
        node,
        targeted,
        new Receipt.Counts(written, written, 0, 0),
        failed,
        targeted - written - slow,
        Optional.empty());
  }

  private static Part timed(int node, long micros) {
    PackedHistogram latency = new PackedHistogram(2);
    latency.recordValue(micros);
    return new Part(node, 1, new Receipt.Counts(1, 1, 0, 0), Map.of(), 0, Optional.of(latency));
  }
}
