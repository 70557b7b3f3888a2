package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.websocket.EncodedFrame;
import io.carillon.engine.websocket.Frames;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random schedules of a lane, a stream, a transport, a peer and somebody who pushes on one outbox.
 * The one thread that writes directly is interrupted within its system call, where the others get
 * their turn; so is the stream while it holds the direct way for replies it collects.
 */
class OutboxModelTest {
  private static final int HELD_BACK = 3;

  private static final Optional<FailureReason> TOO_MANY_UNPROVED = Optional.of(FailureReason.SLOW);

  /** A broadcast as the test remembers it. */
  private record Issued(int number, Tally tally) {}

  @ParameterizedTest
  @CsvSource({
    "DROP_NEWEST, true",
    "DROP_NEWEST, false",
    "DROP_OLDEST, true",
    "CONFLATE, true",
    "CLOSE, true"
  })
  void losesNothingDoublesNothingAndKeepsTheOrder(OverflowPolicy overflow, boolean hasLane) {
    long seed = System.nanoTime();
    System.out.println("OutboxModelTest seed " + seed);
    for (int round = 0; round < 400; round++) {
      new Run(new Random(seed + round), seed + round, overflow, hasLane).run();
    }
  }

  private static final class Run {
    private final Random random;
    private final long seed;
    private final OverflowPolicy overflow;
    private final FakeSocket socket = new FakeSocket();
    private final FakeStream stream;
    private final List<Integer> expected = new ArrayList<>();
    private final List<Issued> broadcasts = new ArrayList<>();
    private final List<ByteString> unanswered = new ArrayList<>();
    private final List<Integer> pushedAndSent = new ArrayList<>();
    private final List<Integer> pushedAndQueued = new ArrayList<>();
    private int lastNumber;
    private int pingsSeen;
    private int depth;
    private boolean finished;
    private boolean wasCutOff;

    Run(Random random, long seed, OverflowPolicy overflow, boolean hasLane) {
      this.random = random;
      this.seed = seed;
      this.overflow = overflow;
      Duration stall = Duration.ofNanos(50);
      this.stream =
          new FakeStream(new OutboxSettings(8, 4000, overflow, stall, stall), socket, hasLane);
      socket.room = this::room;
    }

    void run() {
      for (int i = 0; i < random.nextInt(HELD_BACK); i++) {
        broadcast();
      }
      stream.open("");
      int steps = random.nextInt(120);
      for (int step = 0; step < steps; step++) {
        step();
        stream.now += random.nextInt(20);
      }
      boolean cut = random.nextInt(4) == 0;
      if (cut) {
        stream.outbox.close(FailureReason.CLOSED);
      } else {
        drain();
        if (finished) {
          stream.outbox.close(FailureReason.CLOSED);
        }
      }
      check(cut);
    }

    private void step() {
      int choice = random.nextInt(finished ? 60 : 61);
      if (choice < 17) {
        broadcast();
      } else if (choice < 23) {
        push();
      } else if (choice < 27) {
        reply();
      } else if (choice < 30) {
        collect();
      } else if (choice < 40) {
        stream.transport();
      } else if (choice < 48) {
        stream.runWake();
      } else if (choice < 56) {
        answerPings(1);
      } else if (choice < 60) {
        if (stream.outbox.ping(stream.now)) {
          stream.wake();
        }
      } else {
        finish();
      }
    }

    /** What the stream, or the lane, does while the other one is inside its system call. */
    private int room(int offered) {
      if (depth == 0 && random.nextInt(3) == 0) {
        socket.meanwhile = this::interrupt;
      }
      int kind = random.nextInt(4);
      return kind == 0 ? 0 : kind == 1 ? random.nextInt(offered + 1) : offered;
    }

    private enum Writer {
      LANE,
      STREAM,
      PUSHER
    }

    private Writer writing = Writer.STREAM;

    /** Steps of the two who are not writing. */
    private void interrupt() {
      depth++;
      for (int i = random.nextInt(3); i > 0; i--) {
        boolean first = random.nextBoolean();
        if (first && writing != Writer.LANE) {
          broadcast();
        } else if (writing == Writer.LANE && first || writing == Writer.PUSHER) {
          streamStep();
        } else {
          push();
        }
      }
      depth--;
    }

    private void streamStep() {
      Writer outer = writing;
      writing = Writer.STREAM;
      switch (random.nextInt(5)) {
        case 0 -> reply();
        case 1 -> answerPings(1);
        case 2 -> stream.runWake();
        case 3 -> collect();
        default -> stream.transport();
      }
      writing = outer;
    }

    private void broadcast() {
      Batch batch = new Batch();
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        batch.add(next(), 1);
      }
      long mask = (1L << count) - 1;
      Writer outer = writing;
      writing = Writer.LANE;
      stream.outbox.write(batch, mask, stream.now);
      writing = outer;
      batch.report(stream.now);
    }

    private Delivery next() {
      int number = ++lastNumber;
      Level level = Level.values()[random.nextInt(3)];
      BroadcastOptions options = BroadcastOptions.DEFAULT.withLevel(level);
      if (random.nextInt(8) == 0) {
        options = options.withTimeToLive(Duration.ofNanos(1 + random.nextInt(100)));
      }
      if (random.nextInt(3) == 0) {
        options = options.withConflationKey("k" + random.nextInt(2));
      }
      Tally tally = new Tally(options, 1, 0, () -> {});
      broadcasts.add(new Issued(number, tally));
      expected.add(number);
      return Delivery.of(EncodedFrame.of(message(number)), tally, options, stream.now);
    }

    private void reply() {
      int number = ++lastNumber;
      expected.add(number);
      stream.reply(Frames.of(message(number)));
    }

    /** Replies that are made one after the other, while others go on. */
    private void collect() {
      if (!stream.outbox.hold()) {
        return;
      }
      ByteString frames = ByteString.emptyByteString();
      List<Integer> numbers = new ArrayList<>();
      int at = expected.size();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        int number = ++lastNumber;
        numbers.add(number);
        frames = frames.concat(Frames.of(message(number)));
        if (depth == 0) {
          interrupt();
        }
      }
      expected.addAll(at, numbers);
      stream.reply(frames);
    }

    private void push() {
      int number = ++lastNumber;
      expected.add(number);
      Writer outer = writing;
      writing = Writer.PUSHER;
      PushResult result = stream.outbox.push(Frames.of(message(number)), stream.now);
      writing = outer;
      if (result instanceof PushResult.Refused refused) {
        assertThat(refused.reason())
            .isEqualTo(finished ? FailureReason.CLOSED : FailureReason.SLOW);
        expected.remove((Integer) number);
      } else if (result instanceof PushResult.Sent) {
        pushedAndSent.add(number);
      } else if (finished) {
        fail("queued behind the close frame");
      } else {
        pushedAndQueued.add(number);
      }
    }

    private void finish() {
      finished = true;
      if (random.nextBoolean()) {
        stream.finish(Frames.close(1000, ""));
      } else {
        wasCutOff = true;
        stream.slowConsumer();
      }
    }

    private Message message(int number) {
      int size = random.nextInt(20) == 0 ? 70_000 + random.nextInt(300_000) : random.nextInt(900);
      byte[] payload = new byte[4 + size];
      ByteBuffer.wrap(payload).putInt(number);
      return Message.binary(ByteString.fromArrayUnsafe(payload));
    }

    private void answerPings(int most) {
      List<Wire.Sent> pings =
          Wire.read(socket.taken(), 0).stream().filter(each -> each.opcode() == Wire.PING).toList();
      pings.subList(pingsSeen, pings.size()).forEach(each -> unanswered.add(each.payload()));
      pingsSeen = pings.size();
      for (int i = 0; i < most && !unanswered.isEmpty(); i++) {
        stream.pong(unanswered.remove(0));
      }
    }

    private void drain() {
      socket.room = FakeSocket.ALL;
      int before;
      do {
        before = socket.size();
        stream.settle();
        answerPings(Integer.MAX_VALUE);
        stream.settle();
      } while (socket.size() > before);
    }

    private void check(boolean cut) {
      byte[] bytes = socket.taken();
      List<Wire.Sent> frames = Wire.read(bytes, 0);
      List<Integer> sent =
          frames.stream()
              .filter(each -> each.opcode() == Wire.BINARY)
              .map(each -> each.payload().asByteBuffer().getInt())
              .toList();
      if (!cut) {
        assertThat(Wire.bytes(frames)).as("seed %d: whole frames", seed).isEqualTo(bytes.length);
        assertThat(stream.outbox.isDrained()).as("seed %d: drained", seed).isTrue();
        assertThat(stream.isIdle()).as("seed %d: idle", seed).isTrue();
        assertThat(stream.outbox.queuedFrames()).isZero();
        assertThat(stream.outbox.queuedBytes()).isZero();
      }
      List<Integer> dropped = new ArrayList<>();
      for (Issued each : broadcasts) {
        checkCounts(each, sent, cut);
        if (!sent.contains(each.number)) {
          dropped.add(each.number);
        }
      }
      assertThat(sent).as("seed %d: sent", seed).containsAll(pushedAndSent);
      if (wasCutOff) { // the slow consumer loses what waited
        pushedAndQueued.removeAll(sent);
        dropped.addAll(pushedAndQueued);
      }
      List<Integer> inOrder = new ArrayList<>(expected);
      inOrder.removeAll(dropped);
      if (cut) {
        inOrder.retainAll(sent);
      }
      assertThat(sent).as("seed %d: order", seed).isEqualTo(inOrder);
      assertThat(stream.outbox.framesWritten())
          .isEqualTo(broadcasts.stream().mapToInt(each -> each.tally.counts().written()).sum());
      if (overflow != OverflowPolicy.CLOSE) {
        assertThat(stream.cutOffs).isZero();
      }
    }

    private void checkCounts(Issued each, List<Integer> sent, boolean cut) {
      Tally tally = each.tally;
      boolean onTheWire = sent.contains(each.number);
      assertThat(tally.counts().written())
          .as("seed %d: written %d", seed, each.number)
          .isBetween(!cut && onTheWire ? 1 : 0, onTheWire ? 1 : 0);
      assertThat(tally.pending()).as("seed %d: pending %d", seed, each.number).isZero();
      assertThat(tally.isSettled()).isTrue();
      for (Level of : Level.values()) {
        int failed = tally.failures(of).values().stream().mapToInt(Integer::intValue).sum();
        assertThat(tally.counts().at(of) + failed)
            .as("seed %d: %s of %d", seed, of, each.number)
            .isBetween(0, 1);
      }
      Optional<FailureReason> failure = tally.failures(tally.level()).keySet().stream().findFirst();
      boolean mayBeUnproved = cut || finished;
      if (tally.level() == Level.RECEIVED && onTheWire && !mayBeUnproved) {
        assertThat(tally.counts().received() == 1 || failure.equals(TOO_MANY_UNPROVED))
            .as("seed %d: received %d, failed %s", seed, each.number, failure)
            .isTrue();
      }
    }
  }
}
