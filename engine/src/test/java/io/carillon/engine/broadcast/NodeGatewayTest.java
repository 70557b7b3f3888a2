package io.carillon.engine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.Answers;
import io.carillon.engine.node.Layouts;
import io.carillon.engine.node.NodeMessage;
import io.carillon.engine.node.Part;
import io.carillon.engine.node.Pieces;
import io.carillon.engine.node.Question;
import io.carillon.engine.node.Traffic;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class NodeGatewayTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final int NODE = 7;
  private static final int MOST_RECEIPTS = 100;
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final BroadcastOptions OPTIONS = BroadcastOptions.DEFAULT;
  private static final Message HELLO = Message.text("hello");

  private static final Pieces PIECES = new Pieces(KIT.system(), "/user/gateway");

  private final TestProbe<Broadcaster.Command> broadcaster = KIT.createTestProbe();
  private final TestProbe<NodeMessage> asker = KIT.createTestProbe();
  private final Receipts receipts = new Receipts(NODE, MOST_RECEIPTS, Duration.ofMinutes(1));
  private final Answers answers = new Answers();
  private final Traffic traffic = new Traffic(NODE);
  private final ActorRef<NodeMessage> gateway =
      KIT.spawn(NodeGateway.create(NODE, broadcaster.getRef(), receipts, answers, PIECES, traffic));
  private final BroadcastId id = BroadcastId.random(3);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void tellsThePartWhenTheBroadcasterHasAnswered() {
    Broadcaster.Broadcast broadcast = ask();
    assertThat(broadcast.id()).isEqualTo(id);
    assertThat(broadcast.frame().message()).isEqualTo(HELLO);
    answer(broadcast, 2);
    NodeMessage.Delivered delivered = asker.expectMessageClass(NodeMessage.Delivered.class);
    assertThat(delivered.id()).isEqualTo(id);
    assertThat(delivered.part().node()).isEqualTo(NODE);
    assertThat(delivered.part().counts().written()).isEqualTo(2);
  }

  @Test
  void sendsOnceWhatItIsAskedForTwice() {
    Broadcaster.Broadcast broadcast = ask();
    tell();
    broadcaster.expectNoMessage(Duration.ofMillis(50));
    answer(broadcast, 2);
    asker.expectMessageClass(NodeMessage.Delivered.class);
    tell();
    assertThat(asker.expectMessageClass(NodeMessage.Delivered.class).part().targeted())
        .isEqualTo(2);
    broadcaster.expectNoMessage(Duration.ZERO);
    asker.expectNoMessage(Duration.ZERO);
  }

  @Test
  void tellsThePartOfWhatManyOthersHaveFollowedAndDoesNotSendItAgain() {
    Broadcaster.Broadcast broadcast = ask();
    Tally tally = begin(broadcast, 2);
    for (int i = 0; i < 3 * MOST_RECEIPTS; i++) {
      receipts.keep(BroadcastId.random(3), new Tally(OPTIONS, 1, 0, () -> {}), Instant.now());
    }
    answer(broadcast, tally);
    assertThat(asker.expectMessageClass(NodeMessage.Delivered.class).part().targeted())
        .isEqualTo(2);
    inquire();
    asker.expectMessageClass(NodeMessage.Delivered.class);
    tell();
    asker.expectMessageClass(NodeMessage.Delivered.class);
    broadcaster.expectNoMessage(Duration.ZERO);
  }

  @Test
  void saysThatItIsBusy() {
    ask().replyTo().tell(new Broadcaster.Refused(id, 9));
    asker.expectMessage(new NodeMessage.Refused(id, NODE, 9));
    ask();
  }

  @Test
  void putsPiecesTogetherInAnyOrder() {
    Message large = large();
    List<NodeMessage> pieces = PIECES.of(deliver(large));
    assertThat(pieces).hasSize(3);
    gateway.tell(pieces.get(2));
    gateway.tell(pieces.get(0));
    gateway.tell(pieces.get(0));
    broadcaster.expectNoMessage(Duration.ofMillis(20));
    inquire();
    asker.expectMessage(new NodeMessage.Lacking(id, NODE, List.of(1)));
    assertThat(traffic.partials()).isOne();
    assertThat(traffic.partialBytes()).isEqualTo(3L * Pieces.MOST_BYTES);
    gateway.tell(pieces.get(1));
    Broadcaster.Broadcast broadcast = broadcaster.expectMessageClass(Broadcaster.Broadcast.class);
    assertThat(broadcast.frame().message()).isEqualTo(large);
    await().until(() -> traffic.partials() == 0 && traffic.partialBytes() == 0);
    gateway.tell(pieces.get(1));
    inquire();
    asker.expectMessage(new NodeMessage.Underway(id, NODE));
    answer(broadcast, 2);
    asker.expectMessageClass(NodeMessage.Delivered.class);
    inquire();
    asker.expectMessageClass(NodeMessage.Delivered.class);
    broadcaster.expectNoMessage(Duration.ZERO);
  }

  @Test
  void saysThatNothingHasArrived() {
    inquire();
    asker.expectMessage(new NodeMessage.Lacking(id, NODE, List.of()));
  }

  @Test
  void refusesPiecesThatItHasNoRoomForOrThatAreNoMessage() {
    ByteString some = ByteString.fromInts(1);
    BroadcastId other = BroadcastId.random(3);
    gateway.tell(new NodeMessage.Piece(other, 0, 511, some, asker.getRef()));
    PIECES.of(deliver(large())).forEach(gateway::tell);
    for (int i = 0; i < 3; i++) {
      asker.expectMessage(new NodeMessage.Refused(id, NODE, 0));
    }
    inquire();
    asker.expectMessage(new NodeMessage.Refused(id, NODE, 0));
    BroadcastId broken = BroadcastId.random(3);
    gateway.tell(new NodeMessage.Piece(broken, 0, 1, some, asker.getRef()));
    asker.expectMessage(new NodeMessage.Refused(broken, NODE, 0));
    ask();
  }

  @Test
  void answersInPiecesByWayOfTheAskersGateway() {
    Question<String, String> question = new Question<>("large-1", Layouts.TEXT, Layouts.TEXT);
    TestProbe<NodeMessage> askersGateway = KIT.createTestProbe();
    Pieces toProbe =
        new Pieces(
            KIT.system(), "/" + String.join("/", askersGateway.getRef().path().getElements()));
    ActorRef<NodeMessage> answering =
        KIT.spawn(
            NodeGateway.create(
                NODE,
                broadcaster.getRef(),
                receipts,
                answers.on(
                    question,
                    length ->
                        CompletableFuture.completedFuture("x".repeat(Integer.parseInt(length)))),
                toProbe,
                traffic));
    answering.tell(new NodeMessage.Ask("large-1", text("300000"), asker.getRef()));
    for (int i = 0; i < 3; i++) {
      gateway.tell(askersGateway.expectMessageClass(NodeMessage.Piece.class));
    }
    NodeMessage.Told told = asker.expectMessageClass(NodeMessage.Told.class);
    assertThat(told.answer()).isEqualTo(text("x".repeat(300_000)));
    answering.tell(new NodeMessage.Ask("large-1", text("70000000"), asker.getRef()));
    asker.expectMessage(new NodeMessage.Failed("the answer takes 70000004 bytes"));
  }

  @Test
  void ignoresAnAnswerToNobodysQuestion() {
    gateway.tell(new NodeMessage.Refused(id, 1, 1));
    ask();
    assertThat(traffic.count(Traffic.OTHERS, Traffic.Count.UNKNOWN)).isOne();
  }

  private Broadcaster.Broadcast ask() {
    tell();
    return broadcaster.expectMessageClass(Broadcaster.Broadcast.class);
  }

  private void tell() {
    gateway.tell(deliver(HELLO));
  }

  private void inquire() {
    gateway.tell(new NodeMessage.Inquire(id, asker.getRef()));
  }

  private NodeMessage.Deliver deliver(Message message) {
    return new NodeMessage.Deliver(
        id, Target.all(), message, BroadcastOptions.DEFAULT, asker.getRef());
  }

  private static ByteString text(String ascii) {
    ByteStringBuilder layout = new ByteStringBuilder();
    layout.putInt(ascii.length(), ByteOrder.BIG_ENDIAN);
    return layout.result().concat(ByteString.fromString(ascii));
  }

  private static Message large() {
    return Message.text("grüße".repeat(50_000));
  }

  private void answer(Broadcaster.Broadcast broadcast, int targeted) {
    answer(broadcast, begin(broadcast, targeted));
  }

  private Tally begin(Broadcaster.Broadcast broadcast, int targeted) {
    Tally tally = new Tally(broadcast.options(), targeted, 0, () -> {});
    tally.written(targeted, 0);
    receipts.keep(id, tally, START);
    return tally;
  }

  private void answer(Broadcaster.Broadcast broadcast, Tally tally) {
    List<Part> parts = List.of(receipts.answer(id, tally, START));
    Receipt receipt = Merge.receipt(id, START, tally.level(), parts, List.of());
    broadcast.replyTo().tell(new Broadcaster.Answered(receipt, parts));
  }
}
