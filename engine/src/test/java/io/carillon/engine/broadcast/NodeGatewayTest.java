package io.carillon.engine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.Answers;
import io.carillon.engine.node.NodeMessage;
import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class NodeGatewayTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final int NODE = 7;

  private final TestProbe<Broadcaster.Command> broadcaster = KIT.createTestProbe();
  private final TestProbe<NodeMessage> asker = KIT.createTestProbe();
  private final Receipts receipts = new Receipts(NODE, 100, Duration.ofMinutes(1));
  private final Answers answers = new Answers();
  private final ActorRef<NodeMessage> gateway =
      KIT.spawn(NodeGateway.create(NODE, broadcaster.getRef(), receipts, answers));
  private final BroadcastId id = BroadcastId.random(3);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void tellsThePartWhenTheBroadcasterHasAnswered() {
    Broadcaster.Broadcast broadcast = ask();
    assertThat(broadcast.id()).isEqualTo(id);
    assertThat(broadcast.frame().message()).isEqualTo(Message.text("hello"));
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
  void saysThatItIsBusy() {
    ask().replyTo().tell(new Broadcaster.Refused(id, 9));
    asker.expectMessage(new NodeMessage.Refused(id, NODE, 9));
    ask();
  }

  @Test
  void ignoresAnAnswerToNobodysQuestion() {
    gateway.tell(new NodeMessage.Refused(id, 1, 1));
    ask();
  }

  private Broadcaster.Broadcast ask() {
    tell();
    return broadcaster.expectMessageClass(Broadcaster.Broadcast.class);
  }

  private void tell() {
    gateway.tell(
        new NodeMessage.Deliver(
            id, Target.all(), Message.text("hello"), BroadcastOptions.DEFAULT, asker.getRef()));
  }

  private void answer(Broadcaster.Broadcast broadcast, int targeted) {
    Tally tally = new Tally(broadcast.options(), targeted, 0, () -> {});
    tally.written(targeted, 0);
    Instant now = Instant.now();
    receipts.keep(id, tally, now);
    broadcast.replyTo().tell(new Broadcaster.Answered(receipts.receipt(id, tally, now)));
  }
}
