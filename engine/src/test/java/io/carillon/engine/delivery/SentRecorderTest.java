package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.SentMessage;
import io.carillon.engine.message.SentMessages;
import io.carillon.engine.message.Target;
import io.carillon.engine.websocket.EncodedFrame;
import io.carillon.engine.websocket.Frames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentRecorderTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BYTES = 100;

  private final SentRecorder recorder = new SentRecorder(BYTES);

  // bounds

  @Test
  void keepsTheLastMessagesAndCountsAll() {
    recorder.start(2, HOUR);
    for (String text : "abc".split("")) {
      recorder.add(delivery(Target.all(), text), START);
    }
    SentMessages sent = recorder.messages(START);
    assertThat(sent.counted()).isEqualTo(3);
    assertThat(texts(sent)).containsExactly("b", "c");
    assertThat(sent.kept()).extracting(SentMessage::number).containsExactly(2L, 3L);
  }

  @Test
  void keepsAMessageForItsTimeAlsoIfNoOtherComes() {
    recorder.start(10, Duration.ofSeconds(5));
    recorder.add(delivery(Target.all(), "a"), START);
    recorder.add(delivery(Target.all(), "b"), START.plusSeconds(3));
    assertThat(texts(recorder.messages(START.plusSeconds(5)))).containsExactly("a", "b");
    assertThat(texts(recorder.messages(START.plusSeconds(6)))).containsExactly("b");
    assertThat(texts(recorder.messages(START.plusSeconds(9)))).isEmpty();
    assertThat(recorder.messages(START.plusSeconds(9)).counted()).isEqualTo(2);
  }

  @Test
  void keepsNoMoreBytesThanItMay() {
    recorder.start(10, HOUR);
    recorder.add(delivery(Target.all(), "a".repeat(60)), START);
    recorder.add(delivery(Target.all(), "b".repeat(40)), START);
    assertThat(recorder.messages(START).kept()).hasSize(2);
    recorder.add(delivery(Target.all(), "c"), START);
    assertThat(texts(recorder.messages(START))).containsExactly("b".repeat(40), "c");
    recorder.add(delivery(Target.all(), "d".repeat(BYTES + 1)), START);
    assertThat(recorder.messages(START).kept()).isEmpty();
    assertThat(recorder.messages(START).counted()).isEqualTo(4);
    recorder.add(delivery(Target.all(), "e".repeat(BYTES)), START);
    assertThat(recorder.messages(START).kept()).hasSize(1);
  }

  @Test
  void clearingLeavesTheCountAndMakesRoom() {
    recorder.start(10, HOUR);
    recorder.add(delivery(Target.all(), "a".repeat(BYTES)), START);
    recorder.clear();
    recorder.add(delivery(Target.all(), "b".repeat(BYTES)), START);
    assertThat(recorder.messages(START).counted()).isEqualTo(2);
    assertThat(recorder.messages(START).kept()).hasSize(1);
  }

  @Test
  void otherBoundsHoldFromThenOn() {
    recorder.start(10, HOUR);
    for (String text : "abc".split("")) {
      recorder.add(delivery(Target.all(), text), START);
    }
    recorder.start(1, HOUR);
    assertThat(texts(recorder.messages(START))).containsExactly("c");
  }

  // in an outbox

  private final FakeSocket socket = new FakeSocket();
  private final FakeStream stream = OutboxTest.openStream(OutboxTest.SETTINGS, socket, true);

  @Test
  void nothingIsRecordedUnlessItWasSwitchedOn() {
    write("a");
    assertThat(stream.outbox.recording()).isEqualTo(SentMessages.NONE);
    assertThat(stream.outbox.stopRecording()).isFalse();
    assertThat(stream.outbox.clearRecording()).isFalse();
  }

  @Test
  void recordsWhatIsWrittenStraightToTheSocketInOrder() {
    stream.outbox.startRecording(10, HOUR, BYTES);
    write("a", "b", "c");
    assertThat(texts(stream.outbox.recording())).containsExactly("a", "b", "c");
    assertThat(stream.outbox.stopRecording()).isTrue();
    write("d");
    assertThat(stream.outbox.recording().counted()).isEqualTo(3);
    assertThat(texts(stream.outbox.recording())).containsExactly("a", "b", "c");
  }

  @Test
  void recordsWhatTheStreamWritesOnceTheKernelHasIt() {
    stream.outbox.startRecording(10, HOUR, BYTES);
    socket.room = offered -> Math.min(offered, 4);
    write("a", "b", "c");
    assertThat(texts(stream.outbox.recording())).containsExactly("a");
    socket.room = FakeSocket.ALL;
    stream.settle();
    assertThat(texts(stream.outbox.recording())).containsExactly("a", "b", "c");
  }

  @Test
  void doesNotRecordWhatFailsNorTheConnectionsOwnFrames() {
    stream.outbox.startRecording(10, HOUR, BYTES);
    stream.reply(Frames.of(Message.text("own")));
    socket.room = FakeSocket.NOTHING;
    write("lost");
    stream.outbox.close(FailureReason.CLOSED);
    write("late");
    assertThat(stream.outbox.recording().counted()).isZero();
  }

  @Test
  void sharesThePayloadAndKnowsTheTarget() {
    stream.outbox.startRecording(10, HOUR, BYTES);
    Delivery delivery = delivery(Target.tag("vip").within("/chat"), "a");
    write(List.of(delivery));
    SentMessage sent = stream.outbox.recording().kept().get(0);
    assertThat(sent.message()).isSameAs(delivery.frame().message());
    assertThat(sent.target()).isEqualTo(Target.tag("vip").within("/chat"));
    assertThat(Duration.between(sent.writtenAt(), Instant.now())).isLessThan(Duration.ofMinutes(1));
  }

  private void write(String... texts) {
    List<Delivery> deliveries = new ArrayList<>();
    for (String text : texts) {
      deliveries.add(delivery(Target.all(), text));
    }
    write(deliveries);
  }

  private void write(List<Delivery> deliveries) {
    Batch batch = new Batch();
    long mask = 0;
    for (Delivery each : deliveries) {
      mask |= 1L << batch.add(each, 1);
    }
    stream.outbox.write(batch, mask, stream.now);
    batch.report(stream.now);
  }

  private Delivery delivery(Target target, String text) {
    BroadcastOptions options = BroadcastOptions.DEFAULT;
    Tally tally = new Tally(options, 1, 0, () -> {});
    return Delivery.of(target, EncodedFrame.of(Message.text(text)), tally, options, 0);
  }

  private static List<String> texts(SentMessages sent) {
    return sent.kept().stream().map(each -> each.message().utf8()).toList();
  }
}
