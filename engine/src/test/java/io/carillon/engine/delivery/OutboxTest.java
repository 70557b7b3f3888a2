package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.engine.websocket.EncodedFrame;
import io.carillon.engine.websocket.Frames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class OutboxTest {
  static final OutboxSettings SETTINGS =
      new OutboxSettings(
          1024, 1 << 20, OverflowPolicy.DROP_NEWEST, Duration.ofMillis(500), Duration.ofSeconds(2));

  /** Far from 0, as the nano clock is. */
  private static final long START = 3_600_000_000_000L;

  private static final BroadcastOptions WRITTEN = BroadcastOptions.DEFAULT;
  private static final BroadcastOptions RECEIVED = WRITTEN.withLevel(Level.RECEIVED);
  private static final String ANSWER = "101";

  private final FakeSocket socket = new FakeSocket();
  private FakeStream stream = openStream(SETTINGS, socket, true);

  static FakeStream openStream(OutboxSettings settings, FakeSocket socket, boolean hasLane) {
    FakeStream stream = new FakeStream(settings, socket, hasLane);
    stream.now = START;
    var room = socket.room;
    socket.room = FakeSocket.ALL;
    stream.open(ANSWER);
    stream.settle();
    socket.room = room;
    return stream;
  }

  // opening

  @Test
  void holdsBroadcastsBackUntilItIsOpened() {
    FakeSocket fresh = new FakeSocket();
    stream = new FakeStream(SETTINGS, fresh, true);
    stream.now = START;
    Tally early = write("early");
    assertThat(fresh.size()).isZero();
    stream.open(ANSWER);
    stream.settle();
    assertThat(new String(fresh.taken(), 0, 3, StandardCharsets.US_ASCII)).isEqualTo(ANSWER);
    assertThat(texts(fresh)).containsExactly("early");
    assertThat(early.counts().written()).isOne();
  }

  @Test
  void nothingOvertakesTheAnswerWhileItIsWritten() {
    FakeSocket fresh = new FakeSocket();
    FakeStream opening = new FakeStream(SETTINGS, fresh, true);
    opening.now = START;
    stream = opening;
    fresh.meanwhile = () -> write("early");
    opening.open(ANSWER);
    opening.settle();
    assertThat(texts(fresh)).containsExactly("early");
  }

  @Test
  void isNotStalledBeforeItIsOpened() {
    stream = new FakeStream(SETTINGS, new FakeSocket(), true);
    stream.now = START;
    assertThat(stream.outbox.stalledFor(START)).isZero();
    Tally early = write("early");
    assertThat(early.isSettled()).isFalse();
    stream.now += 10_000_000_000L;
    assertThat(stream.outbox.stalledFor(stream.now)).isZero();
  }

  @Test
  void theStallOfHeldBackFramesCountsFromTheOpening() {
    FakeSocket fresh = new FakeSocket();
    fresh.room = FakeSocket.NOTHING;
    stream = new FakeStream(SETTINGS, fresh, true);
    stream.now = START;
    write("early");
    assertThat(stream.outbox.open(ByteString.fromString(ANSWER), START + 5)).isTrue();
    assertThat(stream.outbox.stalledFor(START + 7)).isEqualTo(2);
  }

  @Test
  void withoutALaneEverythingGoesThroughTheStream() {
    FakeSocket fresh = new FakeSocket();
    stream = new FakeStream(SETTINGS, fresh, false);
    stream.open(ANSWER);
    Tally tally = write("a");
    stream.reply(Frames.of(Message.text("b")));
    assertThat(tally.counts().written()).isZero();
    stream.settle();
    assertThat(tally.counts().written()).isOne();
    assertThat(texts(fresh)).containsExactly("a", "b");
  }

  // direct writes

  @Test
  void aDirectWriteCountsAtOnce() {
    Tally tally = write("hello");
    assertThat(tally.counts()).isEqualTo(new Receipt.Counts(1, 1, 0, 0));
    assertThat(stream.outbox.isDrained()).isTrue();
    assertThat(stream.outbox.framesWritten()).isOne();
  }

  @Test
  void aFrameOfWhichBytesAreMissingIsNotWritten() {
    socket.room = offered -> offered - 1;
    Tally tally = write("hello");
    assertThat(tally.counts()).isEqualTo(new Receipt.Counts(1, 0, 0, 0));
    assertThat(stream.outbox.isBlocked()).isTrue();
    assertThat(stream.outbox.queuedFrames()).isOne();
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(tally.counts().written()).isOne();
    assertThat(texts(socket)).containsExactly("hello");
  }

  @Test
  void theDirectWayIsShutUntilTheStreamHasDrained() {
    socket.room = FakeSocket.NOTHING;
    write("a");
    socket.room = FakeSocket.ALL;
    write("b");
    stream.reply(Frames.of(Message.text("c")));
    assertThat(texts(socket)).isEmpty();
    stream.settle();
    assertThat(texts(socket)).containsExactly("a", "b", "c");
    assertThat(write("d").counts().written()).isOne();
  }

  @Test
  void whatComesDuringADirectWriteGoesBehindItsRest() {
    socket.room = offered -> offered / 2;
    socket.meanwhile = () -> stream.reply(Frames.of(Message.text("second")));
    write("first");
    assertThat(stream.woken).isTrue();
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts(socket)).containsExactly("first", "second");
  }

  @Test
  void aBroadcastDuringAReplyGoesBehindItsRest() {
    socket.room = offered -> offered / 2;
    socket.meanwhile = () -> write("second");
    stream.reply(Frames.of(Message.text("first")));
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts(socket)).containsExactly("first", "second");
  }

  @Test
  void aBrokenSocketCountsNothingAsWritten() {
    socket.room = FakeSocket.BROKEN;
    Tally tally = write("x");
    stream.reply(Frames.of(Message.text("y")));
    stream.settle();
    assertThat(tally.failures(Level.WRITTEN)).containsExactly(entry(FailureReason.CLOSED, 1));
    assertThat(tally.pending()).isZero();
  }

  @Test
  void aFrameThatCannotBeEncodedLeavesTheOutboxUsable() {
    Delivery broken = new Delivery(null, tally(WRITTEN), Delivery.NEVER, null, Target.all());
    Batch batch = new Batch();
    batch.add(broken, 1);
    assertThatThrownBy(() -> stream.outbox.write(batch, 1, stream.now))
        .isInstanceOf(NullPointerException.class);
    assertThat(write("next").counts().written()).isOne();
  }

  // closing

  @Test
  void theCloseFrameGoesBehindWhatWaits() {
    socket.room = FakeSocket.NOTHING;
    write("a");
    stream.finish(Frames.close(1000, ""));
    Tally late = write("late");
    socket.room = FakeSocket.ALL;
    stream.settle();
    List<Wire.Sent> frames = frames(socket);
    assertThat(frames).extracting(Wire.Sent::opcode).containsExactly(1, 8);
    assertThat(late.failures(Level.ACCEPTED)).containsExactly(entry(FailureReason.CLOSED, 1));
    assertThat(stream.outbox.isDrained()).isTrue();
  }

  @Test
  void finishingDuringADirectWritePutsTheCloseFrameLast() {
    socket.room = offered -> 3;
    socket.meanwhile = () -> stream.finish(Frames.close(1000, ""));
    Tally tally = write("first");
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(frames(socket)).extracting(Wire.Sent::opcode).containsExactly(1, 8);
    assertThat(tally.counts().written()).isOne();
  }

  @Test
  void sendsOneCloseFrame() {
    stream.finish(Frames.close(1000, ""));
    stream.finish(Frames.close(1001, ""));
    stream.slowConsumer();
    assertThat(frames(socket)).hasSize(1);
  }

  @Test
  void noPingFollowsTheCloseFrame() {
    stream.finish(Frames.close(1000, ""));
    assertThat(stream.outbox.ping(stream.now)).isFalse();
    assertThat(frames(socket)).extracting(Wire.Sent::opcode).containsExactly(8);
  }

  @Test
  void cuttingOffDropsWhatWaitsButNotWhatHasBegun() {
    socket.room = offered -> 4;
    Tally begun = write("begun");
    socket.room = FakeSocket.NOTHING;
    Tally waits = write("waits");
    stream.slowConsumer();
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(frames(socket)).extracting(Wire.Sent::opcode).containsExactly(1, 8);
    assertThat(begun.counts().written()).isOne();
    assertThat(waits.failures(Level.WRITTEN)).containsExactly(entry(FailureReason.SLOW, 1));
  }

  @Test
  void closingFailsWhatWaitsOnce() {
    socket.room = FakeSocket.NOTHING;
    Tally waits = write("waits");
    stream.outbox.close(FailureReason.SLOW);
    stream.outbox.close(FailureReason.CLOSED);
    assertThat(waits.failures(Level.WRITTEN)).containsExactly(entry(FailureReason.SLOW, 1));
    assertThat(waits.pending()).isZero();
    assertThat(write("late").failures(Level.ACCEPTED)).containsEntry(FailureReason.CLOSED, 1);
    assertThat(stream.outbox.reply(Frames.of(Message.text("x")), 0)).isFalse();
    assertThat(stream.outbox.poll(0)).isNull();
  }

  @Test
  void closingDuringADirectWriteCountsWhatTheKernelTook() {
    Batch batch = new Batch();
    Tally whole = tally(WRITTEN);
    Tally cut = tally(WRITTEN);
    batch.add(delivery("whole", whole, WRITTEN), 1);
    batch.add(delivery("cut", cut, WRITTEN), 1);
    socket.room = offered -> 8;
    socket.meanwhile = () -> stream.outbox.close(FailureReason.CLOSED);
    stream.outbox.write(batch, 3, stream.now);
    batch.report(0);
    assertThat(whole.counts().written()).isOne();
    assertThat(cut.failures(Level.ACCEPTED)).containsExactly(entry(FailureReason.CLOSED, 1));
    assertThat(stream.woken).isFalse();
  }

  // acks

  @Test
  void aPongProvesWhatWasWrittenBeforeItsPing() {
    Tally tally = write("x", RECEIVED);
    assertThat(tally.counts().received()).isZero();
    stream.pong(pings(socket).get(0));
    assertThat(tally.counts()).isEqualTo(new Receipt.Counts(1, 1, 1, 0));
  }

  @Test
  void noPingIsSentWhereNobodyWantsAPong() {
    write("x");
    assertThat(pings(socket)).isEmpty();
  }

  @Test
  void theNextPingGoesOutWhenThePongComes() {
    Tally first = write("a", RECEIVED);
    Tally second = write("b", RECEIVED);
    assertThat(pings(socket)).hasSize(1);
    stream.pong(pings(socket).get(0));
    assertThat(first.counts().received()).isOne();
    assertThat(second.counts().received()).isZero();
    assertThat(pings(socket)).hasSize(2);
    stream.pong(pings(socket).get(1));
    assertThat(second.counts().received()).isOne();
  }

  @Test
  void aPongThatComesDuringADirectWriteLosesNoPing() {
    write("a", RECEIVED);
    ByteString pong = pings(socket).get(0);
    socket.meanwhile = () -> stream.pong(pong);
    Tally second = write("b", RECEIVED);
    stream.settle();
    assertThat(pings(socket)).hasSize(2);
    stream.pong(pings(socket).get(1));
    assertThat(second.counts().received()).isOne();
    assertThat(stream.outbox.isDrained()).isTrue();
  }

  @Test
  void aPongFasterThanTheWritersBookkeepingCounts() {
    socket.meanwhile = () -> stream.pong(pings(socket).get(0));
    assertThat(write("a", RECEIVED).counts().received()).isOne();
  }

  @Test
  void framesThatWaitedArePingedOnceTheyAreWritten() {
    socket.room = FakeSocket.NOTHING;
    Tally tally = write("a", RECEIVED);
    socket.room = FakeSocket.ALL;
    stream.settle();
    stream.pong(pings(socket).get(0));
    assertThat(tally.counts().received()).isOne();
  }

  @Test
  void foreignPongsCountForNothing() {
    Tally tally = write("a", RECEIVED);
    stream.pong(ByteString.emptyByteString());
    stream.pong(ByteString.fromString("12345678"));
    stream.pong(pings(socket).get(0).drop(1));
    assertThat(tally.counts().received()).isZero();
  }

  @Test
  void closingFailsWhatWasWrittenButNotProved() {
    Tally tally = write("a", RECEIVED);
    stream.outbox.close(FailureReason.CLOSED);
    assertThat(tally.counts().written()).isOne();
    assertThat(tally.failures(Level.RECEIVED)).containsExactly(entry(FailureReason.CLOSED, 1));
    assertThat(tally.pending()).isZero();
  }

  @Test
  void theAnswerDoesNotWaitForAPeerThatOwesAPong() {
    write("a", RECEIVED);
    stream.now += SETTINGS.pongStallAfter().toNanos();
    assertThat(write("b", RECEIVED).isSettled()).isTrue();
    assertThat(write("c").isSettled()).isTrue();
  }

  // stalls, time to live

  @Test
  void isStalledSinceTheLastProgress() {
    socket.room = offered -> 1;
    write("abcdef");
    stream.runWake();
    stream.now += 100;
    assertThat(stream.outbox.stalledFor(stream.now)).isEqualTo(100);
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(stream.outbox.stalledFor(stream.now)).isZero();
  }

  @Test
  void theAnswerDoesNotWaitForAConnectionThatHadStalled() {
    socket.room = FakeSocket.NOTHING;
    Tally before = write("before");
    stream.now += SETTINGS.stallAfter().toNanos();
    Tally after = write("after");
    assertThat(before.isSettled()).isFalse();
    assertThat(after.isSettled()).isTrue();
    assertThat(after.pending()).isOne();
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(after.counts().written()).isOne();
    assertThat(after.pending()).isZero();
  }

  @Test
  void dropsAFrameThatWaitedLongerThanItMayLive() {
    socket.room = FakeSocket.NOTHING;
    Tally patient = write("patient");
    Tally mayfly = write("mayfly", WRITTEN.withTimeToLive(Duration.ofNanos(10)));
    stream.runWake();
    stream.now += 10;
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts(socket)).doesNotHaveDuplicates().contains("patient");
    assertThat(patient.counts().written()).isOne();
    assertThat(mayfly.counts().written() + mayfly.failures(Level.WRITTEN).size()).isOne();
  }

  @Test
  void anExpiredFrameIsNotSent() {
    socket.room = FakeSocket.NOTHING;
    Tally mayfly = write("mayfly", WRITTEN.withTimeToLive(Duration.ofNanos(10)));
    Tally patient = write("patient");
    stream.now += 10;
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts(socket)).containsExactly("patient");
    assertThat(mayfly.failures(Level.WRITTEN)).containsExactly(entry(FailureReason.EXPIRED, 1));
    assertThat(patient.counts().written()).isOne();
  }

  @Test
  void whatHasExpiredMakesRoom() {
    open(
        new OutboxSettings(2, 1 << 20, OverflowPolicy.DROP_NEWEST, ms(500), Duration.ofSeconds(2)));
    socket.room = FakeSocket.NOTHING;
    Tally first = write("first");
    Tally mayfly = write("mayfly", WRITTEN.withTimeToLive(Duration.ofNanos(10)));
    stream.now += 10;
    Tally late = write("late");
    assertThat(mayfly.failures(Level.WRITTEN)).containsExactly(entry(FailureReason.EXPIRED, 1));
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts(socket)).containsExactly("first", "late");
    assertThat(first.counts().written() + late.counts().written()).isEqualTo(2);
  }

  @Test
  void aFrameThatHasBegunDoesNotExpire() {
    socket.room = offered -> 3;
    Tally mayfly = write("mayfly", WRITTEN.withTimeToLive(Duration.ofNanos(10)));
    stream.now += 100;
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(mayfly.counts().written()).isOne();
    assertThat(texts(socket)).containsExactly("mayfly");
  }

  @Test
  void aTimeToLiveBeyondAllTimeNeverPasses() {
    BroadcastOptions forever = WRITTEN.withTimeToLive(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(delivery("x", tally(WRITTEN), forever).isExpired(START * 2)).isFalse();
  }

  // overflow

  @Test
  void dropsTheNewestOverTheBoundOfFrames() {
    open(new OutboxSettings(2, 1000, OverflowPolicy.DROP_NEWEST, ms(500), ms(2000)));
    assertSurvivors(List.of("a", "b"), List.of("c"), write3());
  }

  @Test
  void dropsTheNewestOverTheBoundOfBytes() {
    open(new OutboxSettings(100, 6, OverflowPolicy.DROP_NEWEST, ms(500), ms(2000)));
    assertSurvivors(List.of("a", "b"), List.of("c"), write3());
  }

  @Test
  void dropsTheOldestOverTheBoundOfFrames() {
    open(new OutboxSettings(2, 1000, OverflowPolicy.DROP_OLDEST, ms(500), ms(2000)));
    assertSurvivors(List.of("b", "c"), List.of("a"), write3());
  }

  @Test
  void neverDropsAFrameThatHasBegun() {
    open(new OutboxSettings(2, 1000, OverflowPolicy.DROP_OLDEST, ms(500), ms(2000)));
    socket.room = offered -> 1;
    List<Tally> tallies = List.of(write("a"), write("b"), write("c"));
    assertSurvivors(List.of("a", "c"), List.of("b"), tallies);
  }

  @Test
  void aFullOutboxAsksToBeCutOffWhereThePolicySaysClose() {
    open(new OutboxSettings(2, 1000, OverflowPolicy.CLOSE, ms(500), ms(2000)));
    List<Tally> tallies = write3();
    assertThat(stream.cutOffs).isOne();
    assertSurvivors(List.of("a", "b"), List.of("c"), tallies);
  }

  @Test
  void conflatesByKeyEvenIfNotFull() {
    open(new OutboxSettings(100, 1000, OverflowPolicy.CONFLATE, ms(500), ms(2000)));
    socket.room = FakeSocket.NOTHING;
    List<Tally> tallies =
        List.of(
            write("a", WRITTEN.withConflationKey("k")),
            write("b"),
            write("c", WRITTEN.withConflationKey("k")),
            write("d", WRITTEN.withConflationKey("other")));
    assertSurvivors(List.of("b", "c", "d"), List.of("a"), tallies, "a", "b", "c", "d");
  }

  @Test
  void conflatingKeepsTheBoundOfBytes() {
    open(new OutboxSettings(100, 20, OverflowPolicy.CONFLATE, ms(500), ms(2000)));
    socket.room = FakeSocket.NOTHING;
    write("12345678");
    write("k", WRITTEN.withConflationKey("k"));
    write("123456789", WRITTEN.withConflationKey("k"));
    assertThat(stream.outbox.queuedBytes()).isLessThanOrEqualTo(20);
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts(socket)).containsExactly("123456789");
  }

  @Test
  void anEmptyOutboxTakesAFrameOverTheBounds() {
    open(new OutboxSettings(2, 10, OverflowPolicy.DROP_NEWEST, ms(500), ms(2000)));
    socket.room = FakeSocket.NOTHING;
    Tally large = write("x".repeat(50));
    Tally next = write("y");
    assertThat(next.failures(Level.ACCEPTED)).containsExactly(entry(FailureReason.SLOW, 1));
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(large.counts().written()).isOne();
  }

  @Test
  void dropsNothingForAFrameThatWouldNotFitAnyway() {
    open(new OutboxSettings(10, 20, OverflowPolicy.DROP_OLDEST, ms(500), ms(2000)));
    socket.room = offered -> 1;
    write("begun");
    socket.room = FakeSocket.NOTHING;
    Tally waits = write("waits");
    Tally large = write("x".repeat(50));
    assertThat(large.failures(Level.ACCEPTED)).containsExactly(entry(FailureReason.SLOW, 1));
    assertThat(waits.pending()).isOne();
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts(socket)).containsExactly("begun", "waits");
  }

  @Test
  void ownFramesPassTheBoundsAndStopTheReading() {
    open(new OutboxSettings(1, 10, OverflowPolicy.DROP_NEWEST, ms(500), ms(2000)));
    socket.room = FakeSocket.NOTHING;
    Message large = Message.text("r".repeat(40_000));
    stream.reply(Frames.of(large));
    assertThat(stream.outbox.hasBacklog()).isFalse();
    stream.reply(Frames.of(large));
    assertThat(stream.outbox.hasBacklog()).isTrue();
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(stream.outbox.hasBacklog()).isFalse();
    assertThat(texts(socket)).hasSize(2);
    assertThat(stream.outbox.queuedBytes()).isZero();
  }

  @Test
  void aFrameLargerThanOnePushGoesOutWhole() {
    String large = "L".repeat(200_000);
    socket.room = offered -> 10;
    Tally tally = write(large);
    socket.room = FakeSocket.ALL;
    Tally next = write("next");
    stream.settle();
    assertThat(texts(socket)).containsExactly(large, "next");
    assertThat(tally.counts().written()).isOne();
    assertThat(next.counts().written()).isOne();
  }

  @Test
  void marksEachBroadcastOfAFlush() {
    stream.outbox.mark(3);
    stream.outbox.mark(63);
    assertThat(stream.outbox.takeMarks()).isEqualTo(1L << 3 | 1L << 63);
    assertThat(stream.outbox.takeMarks()).isZero();
  }

  private void open(OutboxSettings settings) {
    stream = openStream(settings, socket, true);
    opened = socket.size();
  }

  private List<Tally> write3() {
    socket.room = FakeSocket.NOTHING;
    return List.of(write("a"), write("b"), write("c"));
  }

  private void assertSurvivors(List<String> sent, List<String> dropped, List<Tally> tallies) {
    assertSurvivors(sent, dropped, tallies, "a", "b", "c");
  }

  private void assertSurvivors(
      List<String> sent, List<String> dropped, List<Tally> tallies, String... names) {
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts(socket)).isEqualTo(sent);
    for (int i = 0; i < names.length; i++) {
      assertThat(tallies.get(i).counts().written()).isEqualTo(sent.contains(names[i]) ? 1 : 0);
      assertThat(tallies.get(i).failures(Level.WRITTEN).containsKey(FailureReason.SLOW))
          .isEqualTo(dropped.contains(names[i]));
      assertThat(tallies.get(i).pending()).isZero();
    }
    assertThat(stream.outbox.isDrained()).isTrue();
    assertThat(stream.outbox.queuedFrames()).isZero();
  }

  private Tally write(String text) {
    return write(text, WRITTEN);
  }

  /** As a lane that has one broadcast to flush. */
  private Tally write(String text, BroadcastOptions options) {
    Tally tally = tally(options);
    Batch batch = new Batch();
    batch.add(delivery(text, tally, options), 1);
    stream.outbox.write(batch, 1, stream.now);
    batch.report(stream.now);
    return tally;
  }

  private Delivery delivery(String text, Tally tally, BroadcastOptions options) {
    return Delivery.of(EncodedFrame.of(Message.text(text)), tally, options, stream.now);
  }

  private static Tally tally(BroadcastOptions options) {
    return new Tally(options, 1, START, () -> {});
  }

  private int opened = ANSWER.length();

  private List<Wire.Sent> frames(FakeSocket of) {
    return Wire.read(of.taken(), of == socket ? opened : ANSWER.length());
  }

  private List<String> texts(FakeSocket of) {
    List<String> texts = new ArrayList<>();
    for (Wire.Sent each : frames(of)) {
      if (each.opcode() == 1) {
        texts.add(each.payload().utf8String());
      }
    }
    return texts;
  }

  private List<ByteString> pings(FakeSocket of) {
    return frames(of).stream()
        .filter(each -> each.opcode() == Wire.PING)
        .map(Wire.Sent::payload)
        .toList();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
