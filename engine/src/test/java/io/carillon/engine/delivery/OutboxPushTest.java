package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.websocket.EncodedFrame;
import io.carillon.engine.websocket.Frames;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames for one connection alone, from any thread. */
class OutboxPushTest {
  private static final PushResult SENT = PushResult.Sent.INSTANCE;
  private static final PushResult QUEUED = PushResult.Queued.INSTANCE;
  private static final PushResult SLOW = new PushResult.Refused(FailureReason.SLOW);
  private static final PushResult CLOSED = new PushResult.Refused(FailureReason.CLOSED);
  private static final int ANSWER_BYTES = 3;

  private final FakeSocket socket = new FakeSocket();
  private FakeStream stream = OutboxTest.openStream(OutboxTest.SETTINGS, socket, true);

  @Test
  void isSentAtOnceWhereNothingWaits() {
    assertThat(push("hello")).isEqualTo(SENT);
    assertThat(texts()).containsExactly("hello");
    assertThat(stream.outbox.isDrained()).isTrue();
  }

  @Test
  void waitsForTheRestOfItselfAndIsSentInOrder() {
    socket.room = offered -> offered - 1;
    assertThat(push("a")).isEqualTo(QUEUED);
    assertThat(stream.woken).isTrue();
    socket.room = FakeSocket.ALL;
    assertThat(push("b")).isEqualTo(QUEUED);
    write("c");
    stream.settle();
    assertThat(texts()).containsExactly("a", "b", "c");
    assertThat(stream.outbox.queuedFrames()).isZero();
    assertThat(stream.outbox.queuedBytes()).isZero();
  }

  @Test
  void waitsBehindABroadcastThatIsBeingWritten() {
    PushResult[] result = new PushResult[1];
    socket.meanwhile = () -> result[0] = push("b");
    write("a");
    assertThat(result[0]).isEqualTo(QUEUED);
    stream.settle();
    assertThat(texts()).containsExactly("a", "b");
  }

  @Test
  void aBroadcastWaitsBehindItWhileItIsWritten() {
    socket.room = offered -> offered / 2;
    socket.meanwhile = () -> write("b");
    assertThat(push("a")).isEqualTo(QUEUED);
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts()).containsExactly("a", "b");
  }

  @Test
  void goesThroughTheStreamWhereThereIsNoDirectWay() {
    stream = OutboxTest.openStream(OutboxTest.SETTINGS, socket, false);
    int opened = socket.size();
    assertThat(push("a")).isEqualTo(QUEUED);
    assertThat(socket.size()).isEqualTo(opened);
    stream.settle();
    assertThat(socket.size()).isGreaterThan(opened);
  }

  @ParameterizedTest
  @EnumSource(OverflowPolicy.class)
  void isRefusedByAFullOutboxWhateverThePolicy(OverflowPolicy policy) {
    open(3, 1000, policy);
    socket.room = FakeSocket.NOTHING;
    assertThat(push("a")).isEqualTo(QUEUED);
    Tally b = write("b");
    assertThat(push("c")).isEqualTo(QUEUED);
    assertThat(push("d")).isEqualTo(SLOW);
    assertThat(b.pending()).isOne();
    assertThat(stream.cutOffs).isZero();
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts()).containsExactly("a", "b", "c");
    assertThat(push("e")).isEqualTo(SENT);
  }

  @Test
  void isBoundedByBytesAndAnEmptyOutboxTakesOneOfAnySize() {
    open(1024, 100, OverflowPolicy.DROP_NEWEST);
    socket.room = FakeSocket.NOTHING;
    assertThat(push("x".repeat(500))).isEqualTo(QUEUED);
    assertThat(push("")).isEqualTo(SLOW);
    socket.room = FakeSocket.ALL;
    stream.settle();
    socket.room = FakeSocket.NOTHING;
    assertThat(push("x".repeat(48))).isEqualTo(QUEUED);
    assertThat(push("x".repeat(48))).isEqualTo(QUEUED);
    assertThat(push("")).isEqualTo(SLOW);
  }

  @ParameterizedTest
  @EnumSource(
      value = OverflowPolicy.class,
      names = {"DROP_OLDEST", "CONFLATE"})
  void isNeverDroppedForABroadcast(OverflowPolicy policy) {
    open(2, 1000, policy);
    socket.room = FakeSocket.NOTHING;
    push("a");
    Tally b = write("b");
    Tally c = write("c");
    assertThat(b.failures(Level.WRITTEN)).containsEntry(FailureReason.SLOW, 1);
    push("never");
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts()).containsExactly("a", "c");
    assertThat(c.counts().written()).isOne();
  }

  @Test
  void makesRoomOfWhatHasExpired() {
    open(1, 1000, OverflowPolicy.DROP_NEWEST);
    socket.room = FakeSocket.NOTHING;
    BroadcastOptions mortal = BroadcastOptions.DEFAULT.withTimeToLive(Duration.ofMillis(1));
    write("first"); // goes to the transport, which counts until it is confirmed
    Tally gone = write("gone", mortal);
    assertThat(gone.failures(Level.WRITTEN)).containsEntry(FailureReason.SLOW, 1);

    open(2, 1000, OverflowPolicy.DROP_NEWEST);
    write("first");
    Tally expires = write("expires", mortal);
    stream.now += 2_000_000;
    assertThat(push("later")).isEqualTo(QUEUED);
    assertThat(expires.failures(Level.WRITTEN)).containsEntry(FailureReason.EXPIRED, 1);
  }

  @Test
  void isRefusedOnceTheConnectionCloses() {
    stream.finish(Frames.close(1000, ""));
    assertThat(push("late")).isEqualTo(CLOSED);
    stream.outbox.close(FailureReason.CLOSED);
    assertThat(push("later")).isEqualTo(CLOSED);
    assertThat(texts()).isEmpty();
  }

  @Test
  void isRefusedIfTheConnectionClosesWhileItIsWritten() {
    socket.room = offered -> 1;
    socket.meanwhile = () -> stream.outbox.close(FailureReason.CLOSED);
    assertThat(push("cut")).isEqualTo(CLOSED);
    assertThat(stream.outbox.queuedFrames()).isZero();
  }

  @Test
  void whatWaitsIsDroppedWhenASlowConsumerIsCutOff() {
    socket.room = FakeSocket.NOTHING;
    push("a");
    push("b");
    stream.slowConsumer();
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts()).isEmpty();
    assertThat(frames()).hasSize(1);
  }

  @Test
  void aHeldWayKeepsEverythingBehindTheRepliesToCome() {
    assertThat(stream.outbox.hold()).isTrue();
    assertThat(push("b")).isEqualTo(QUEUED);
    write("c");
    assertThat(stream.outbox.hold()).isFalse();
    assertThat(socket.size()).isEqualTo(ANSWER_BYTES);
    stream.reply(Frames.of(Message.text("a")));
    stream.settle();
    assertThat(texts()).containsExactly("a", "b", "c");
    assertThat(stream.outbox.isDrained()).isTrue();
  }

  @Test
  void aShutWayCannotBeHeld() {
    socket.room = FakeSocket.NOTHING;
    push("a");
    assertThat(stream.outbox.hold()).isFalse();
    stream.reply(Frames.of(Message.text("b")));
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts()).containsExactly("a", "b");
    stream.outbox.close(FailureReason.CLOSED);
    assertThat(stream.outbox.hold()).isFalse();
  }

  private void open(int frames, int bytes, OverflowPolicy policy) {
    Duration patience = Duration.ofSeconds(2);
    stream =
        OutboxTest.openStream(
            new OutboxSettings(frames, bytes, policy, patience, patience), socket, true);
    begin = socket.size();
  }

  private int begin = ANSWER_BYTES;

  private PushResult push(String text) {
    return stream.outbox.push(Frames.of(Message.text(text)), stream.now);
  }

  private Tally write(String text) {
    return write(text, BroadcastOptions.DEFAULT);
  }

  private Tally write(String text, BroadcastOptions options) {
    Tally tally = new Tally(options, 1, stream.now, () -> {});
    Batch batch = new Batch();
    EncodedFrame frame = EncodedFrame.of(Message.text(text));
    batch.add(Delivery.of(frame, tally, options, stream.now), 1);
    stream.outbox.write(batch, 1, stream.now);
    batch.report(stream.now);
    return tally;
  }

  private List<Wire.Sent> frames() {
    return Wire.read(socket.taken(), begin);
  }

  private List<String> texts() {
    Stream<Wire.Sent> texts = frames().stream().filter(each -> each.opcode() == 1);
    return texts.map(Wire.Sent::payload).map(ByteString::utf8String).toList();
  }
}
