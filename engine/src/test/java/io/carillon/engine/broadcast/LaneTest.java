package io.carillon.engine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.engine.registry.FakeEndpoint;
import io.carillon.engine.registry.Member;
import io.carillon.engine.websocket.EncodedFrame;
import io.carillon.engine.websocket.Frames;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.typed.Behavior;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final BroadcastOptions OPTIONS = BroadcastOptions.DEFAULT;

  private final Backlog backlog = new Backlog();
  private final BehaviorTestKit<Lane.Command> lane = BehaviorTestKit.create(lane());
  private final Socket socket = new Socket();
  private final FakeEndpoint endpoint = new FakeEndpoint(socket);
  private final Member member = endpoint.member("/", 0, null);

  @Test
  void writesWhatWaitsInOneCallForEachConnection() {
    Tally[] tallies = new Tally[3];
    for (int i = 0; i < 3; i++) {
      tallies[i] = tally(1);
      lane.run(new Lane.Deliver(delivery("m" + i, tallies[i]), new Member[] {member}));
    }
    assertThat(socket.calls).isZero();
    runSelf();
    assertThat(socket.calls).isOne();
    assertThat(socket.bytes()).isEqualTo(frames("m0", "m1", "m2"));
    assertThat(tallies).allMatch(Tally::isSettled);
  }

  @Test
  void eachConnectionGetsOnlyItsOwn() {
    Socket otherSocket = new Socket();
    Member other = new FakeEndpoint(otherSocket).member("/", 0, null);
    lane.run(new Lane.Deliver(delivery("both", tally(2)), new Member[] {member, other}));
    lane.run(new Lane.Deliver(delivery("other", tally(1)), new Member[] {other}));
    lane.run(new Lane.Deliver(delivery("mine", tally(1)), new Member[] {member}));
    runSelf();
    assertThat(socket.bytes()).isEqualTo(frames("both", "mine"));
    assertThat(otherSocket.bytes()).isEqualTo(frames("both", "other"));
  }

  @Test
  void moreBroadcastsThanABatchHoldsKeepTheirOrder() {
    int count = 150;
    String[] texts = new String[count];
    Tally[] tallies = new Tally[count];
    for (int i = 0; i < count; i++) {
      texts[i] = "m" + i;
      tallies[i] = tally(1);
      lane.run(new Lane.Deliver(delivery(texts[i], tallies[i]), new Member[] {member}));
    }
    runSelf();
    assertThat(socket.bytes()).isEqualTo(frames(texts));
    assertThat(tallies).allMatch(Tally::isSettled);
  }

  @Test
  void aBroadcastJoinsTheRoundThatIsUnderWay() {
    Socket[] sockets = new Socket[200];
    Member[] members = new Member[sockets.length];
    for (int i = 0; i < members.length; i++) {
      sockets[i] = new Socket();
      members[i] = new FakeEndpoint(sockets[i]).member("/", 0, null);
    }
    Tally early = tally(members.length);
    Tally late = tally(members.length);
    lane.run(new Lane.Deliver(delivery("early", early), members));
    lane.run(lane.selfInbox().receiveMessage());
    lane.run(new Lane.Deliver(delivery("late", late), members));
    runSelf();
    assertThat(early.isSettled()).isTrue();
    assertThat(late.isSettled()).isTrue();
    int alone = 0;
    for (Socket each : sockets) {
      assertThat(each.bytes()).isEqualTo(frames("early", "late"));
      alone += each.calls - 1;
    }
    assertThat(alone).as("connections visited before the second came").isEqualTo(64);
  }

  @Test
  void manyRoundsInOneKeepTheOrderOfEveryConnection() {
    long seed = System.nanoTime();
    System.out.println("LaneTest seed " + seed);
    Random random = new Random(seed);
    int broadcasts = 500;
    Socket[] sockets = new Socket[300];
    Member[] members = new Member[sockets.length];
    List<List<String>> expected = new ArrayList<>();
    for (int i = 0; i < members.length; i++) {
      sockets[i] = new Socket();
      members[i] = new FakeEndpoint(sockets[i]).member("/", 0, null);
      expected.add(new ArrayList<>());
    }
    List<Tally> tallies = new ArrayList<>();
    for (int number = 0; number < broadcasts; number++) {
      int share = 1 + random.nextInt(5);
      List<Member> targets = new ArrayList<>();
      for (int i = 0; i < members.length; i++) {
        if (random.nextInt(share) == 0 || i == 0) {
          targets.add(members[i]);
          expected.get(i).add("m" + number);
        }
      }
      tallies.add(tally(targets.size()));
      backlog.add();
      lane.run(
          new Lane.Deliver(
              delivery("m" + number, tallies.get(number)), targets.toArray(new Member[0])));
      for (int steps = random.nextInt(4); steps > 0 && lane.selfInbox().hasMessages(); steps--) {
        lane.run(lane.selfInbox().receiveMessage());
      }
    }
    runSelf();
    assertThat(tallies).allMatch(Tally::isSettled);
    assertThat(backlog.size()).isZero();
    for (int i = 0; i < sockets.length; i++) {
      assertThat(sockets[i].bytes()).isEqualTo(frames(expected.get(i).toArray(new String[0])));
    }
  }

  @Test
  void takesWhatItWroteOffTheBacklog() {
    backlog.add();
    backlog.add();
    lane.run(new Lane.Deliver(delivery("a", tally(1)), new Member[] {member}));
    lane.run(new Lane.Deliver(delivery("b", tally(1)), new Member[] {member}));
    assertThat(backlog.size()).isEqualTo(2);
    runSelf();
    assertThat(backlog.size()).isZero();
  }

  @Test
  void countsEveryConnectionOfALargeFlush() {
    Member[] members = new Member[1000];
    for (int i = 0; i < members.length; i++) {
      FakeEndpoint each = new FakeEndpoint(new Socket());
      members[i] = each.member("/", 0, null);
      if (i % 3 == 0) {
        each.outbox().close(FailureReason.CLOSED);
      }
    }
    Tally tally = tally(members.length);
    lane.run(new Lane.Deliver(delivery("x", tally), members));
    runSelf();
    assertThat(tally.counts().written()).isEqualTo(666);
    assertThat(tally.failures(Level.WRITTEN)).containsExactly(entry(FailureReason.CLOSED, 334));
  }

  @Test
  void whatFailsForOneConnectionIsAnErrorAndHarmsNoOther() {
    Tally broken = tally(1);
    Tally sound = tally(1);
    Socket otherSocket = new Socket();
    Member other = new FakeEndpoint(otherSocket).member("/", 0, null);
    Delivery cannotBeEncoded = new Delivery(null, broken, Delivery.NEVER, null, Target.all());
    lane.run(new Lane.Deliver(cannotBeEncoded, new Member[] {member}));
    lane.run(new Lane.Deliver(delivery("ok", sound), new Member[] {other}));
    runSelf();
    assertThat(broken.failures(Level.WRITTEN)).containsExactly(entry(FailureReason.ERROR, 1));
    assertThat(sound.counts().written()).isOne();
    Tally next = tally(1);
    lane.run(new Lane.Deliver(delivery("next", next), new Member[] {member}));
    runSelf();
    assertThat(next.counts().written()).isOne();
  }

  private void runSelf() {
    while (lane.selfInbox().hasMessages()) {
      lane.run(lane.selfInbox().receiveMessage());
    }
  }

  private Behavior<Lane.Command> lane() {
    return Lane.create(Duration.ofSeconds(1), backlog);
  }

  private static Tally tally(int targeted) {
    return new Tally(OPTIONS, targeted, 0, () -> {});
  }

  private static Delivery delivery(String text, Tally tally) {
    return Delivery.of(EncodedFrame.of(Message.text(text)), tally, OPTIONS, 0);
  }

  private static byte[] frames(String... texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String each : texts) {
      out.writeBytes(Frames.of(Message.text(each)).toArray());
    }
    return out.toByteArray();
  }

  /** Takes everything. */
  private static final class Socket implements WritableByteChannel {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    int calls;

    @Override
    public int write(ByteBuffer from) {
      calls++;
      byte[] bytes = new byte[from.remaining()];
      from.get(bytes);
      taken.writeBytes(bytes);
      return bytes.length;
    }

    byte[] bytes() {
      return taken.toByteArray();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
