package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.websocket.EncodedFrame;
import io.carillon.engine.websocket.Frames;
import java.util.List;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class RoundTripsTest {
  private static final int ANSWER = 3;

  private final FakeSocket socket = new FakeSocket();
  private final FakeStream stream = OutboxTest.openStream(OutboxTest.SETTINGS, socket, true);
  private final long start = stream.now;

  @Test
  void isTheTimeFromThePingToItsPong() {
    assertThat(stream.outbox.roundTripNanos()).isZero();
    measureAt(100);
    assertThat(stream.outbox.roundTripNanos()).isZero();
    answer(350, trips().get(0));
    assertThat(stream.outbox.roundTripNanos()).isEqualTo(250);
    measureAt(1000);
    answer(1010, trips().get(1));
    assertThat(stream.outbox.roundTripNanos()).isEqualTo(10);
  }

  @Test
  void onePingIsInFlightAtATime() {
    measureAt(100);
    measureAt(200);
    assertThat(trips()).hasSize(1);
    answer(300, trips().get(0));
    assertThat(stream.outbox.roundTripNanos()).isEqualTo(200);
  }

  @Test
  void pongsThatAnswerNoPingCountForNothing() {
    answer(50, ByteString.fromArray(new byte[RoundTrips.BYTES]));
    measureAt(100);
    ByteString ping = trips().get(0);
    answer(150, ByteString.fromArray(new byte[RoundTrips.BYTES]));
    answer(160, ping.take(Long.BYTES));
    answer(170, ByteString.emptyByteString());
    assertThat(stream.outbox.roundTripNanos()).isZero();
    answer(200, ping);
    answer(900, ping);
    assertThat(stream.outbox.roundTripNanos()).isEqualTo(100);
  }

  @Test
  void whatIsForgottenIsAnsweredInVain() {
    measureAt(100);
    stream.outbox.forgetRoundTrips();
    answer(200, trips().get(0));
    assertThat(stream.outbox.roundTripNanos()).isZero();
    measureAt(300);
    answer(400, trips().get(0));
    assertThat(stream.outbox.roundTripNanos()).isZero();
    answer(420, trips().get(1));
    assertThat(stream.outbox.roundTripNanos()).isEqualTo(120);
  }

  @Test
  void whoAnswersOnlyTheNewestPingHasAcknowledgedTheOlderOne() {
    Tally tally = received("a");
    measureAt(100);
    assertThat(tally.counts().received()).isZero();
    answer(200, trips().get(0));
    assertThat(tally.counts().received()).isOne();
    assertThat(stream.outbox.roundTripNanos()).isEqualTo(100);
    assertThat(received("b").counts().received()).isZero();
    answer(300, acks().get(1));
    assertThat(acks()).hasSize(2);
  }

  @Test
  void aPingThatAnAckPingHasOvertakenIsSentAgain() {
    measureAt(100);
    Tally tally = received("a");
    answer(200, acks().get(0));
    assertThat(tally.counts().received()).isOne();
    assertThat(stream.outbox.roundTripNanos()).isZero();
    assertThat(trips()).hasSize(2);
    answer(230, trips().get(0));
    assertThat(stream.outbox.roundTripNanos()).isZero();
    answer(250, trips().get(1));
    assertThat(stream.outbox.roundTripNanos()).isEqualTo(50);
  }

  @Test
  void bothKindsAreAnsweredByAPeerThatAnswersBoth() {
    Tally before = received("a");
    measureAt(100);
    answer(120, acks().get(0));
    Tally after = received("b");
    answer(130, trips().get(0));
    assertThat(before.counts().received()).isOne();
    assertThat(after.counts().received()).isZero();
    assertThat(stream.outbox.roundTripNanos()).isEqualTo(30);
    answer(140, acks().get(1));
    assertThat(after.counts().received()).isOne();
    assertThat(trips()).hasSize(1);
  }

  @Test
  void countsFromItsOwnTurnWhereOthersGoFirst() {
    socket.room = FakeSocket.NOTHING;
    stream.reply(Frames.of(Message.text("first")));
    measureAt(100);
    assertThat(trips()).isEmpty();
    stream.now = start + 5000;
    socket.room = FakeSocket.ALL;
    stream.settle();
    answer(5030, trips().get(0));
    assertThat(stream.outbox.roundTripNanos()).isEqualTo(30);
  }

  @Test
  void nothingIsMeasuredBehindACloseFrame() {
    stream.finish(Frames.close(1000, ""));
    measureAt(100);
    assertThat(trips()).isEmpty();
  }

  private void measureAt(long nanos) {
    stream.now = start + nanos;
    if (stream.outbox.measure(stream.now)) {
      stream.wake();
    }
    stream.settle();
  }

  private void answer(long nanos, ByteString payload) {
    stream.now = start + nanos;
    stream.pong(payload);
    stream.settle();
  }

  private Tally received(String text) {
    BroadcastOptions options = BroadcastOptions.DEFAULT.withLevel(Level.RECEIVED);
    Tally tally = new Tally(options, 1, stream.now, () -> {});
    Batch batch = new Batch();
    EncodedFrame frame = EncodedFrame.of(Message.text(text));
    batch.add(Delivery.of(frame, tally, options, stream.now), 1);
    stream.outbox.write(batch, 1, stream.now);
    batch.report(stream.now);
    stream.settle();
    return tally;
  }

  private List<ByteString> trips() {
    return pings(RoundTrips.BYTES);
  }

  private List<ByteString> acks() {
    return pings(Long.BYTES);
  }

  private List<ByteString> pings(int length) {
    return Wire.read(socket.taken(), ANSWER).stream()
        .filter(each -> each.opcode() == Wire.PING && each.payload().length() == length)
        .map(Wire.Sent::payload)
        .toList();
  }
}
