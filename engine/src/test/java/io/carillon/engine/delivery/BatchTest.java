package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.websocket.EncodedFrame;
import io.carillon.engine.websocket.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final long PING = 0x0102030405060708L;

  private final Batch batch = new Batch();
  private final FakeSocket socket = new FakeSocket();

  @Test
  void writesTheFramesOfTheMaskInOrderWithOneCall() throws IOException {
    for (String text : new String[] {"a", "bb", "ccc"}) {
      add(text);
    }
    long sent = batch.writeTo(socket, 0b101, EncodedFrame.PLAIN, AckPings.NONE);
    assertThat(sent).isEqualTo(8).isEqualTo(batch.length(0b101, EncodedFrame.PLAIN));
    assertThat(socket.calls).isOne();
    assertThat(socket.taken()).isEqualTo(bytes(0b101, EncodedFrame.PLAIN, AckPings.NONE));
  }

  @Test
  void laysOutAnewWhenTheMaskOrTheWireFormChanges() throws IOException {
    add("a".repeat(600));
    add("b".repeat(600));
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    int[][] writes = {{1, 0}, {3, 0}, {3, 0}, {3, 15}, {2, 15}, {3, 15}, {3, 9}, {1, 0}, {3, 0}};
    for (int[] each : writes) {
      assertThat(batch.writeTo(socket, each[0], each[1], AckPings.NONE))
          .isEqualTo(batch.length(each[0], each[1]));
      expected.writeBytes(bytes(each[0], each[1], AckPings.NONE));
    }
    assertThat(socket.taken()).isEqualTo(expected.toByteArray());
  }

  @Test
  void appendsAPingWithoutSpoilingWhatIsLaidOut() throws IOException {
    add("hello");
    batch.writeTo(socket, 1, EncodedFrame.PLAIN, PING);
    batch.writeTo(socket, 1, EncodedFrame.PLAIN, AckPings.NONE);
    batch.writeTo(socket, 1, EncodedFrame.PLAIN, PING + 1);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.writeBytes(bytes(1, EncodedFrame.PLAIN, PING));
    expected.writeBytes(bytes(1, EncodedFrame.PLAIN, AckPings.NONE));
    expected.writeBytes(bytes(1, EncodedFrame.PLAIN, PING + 1));
    assertThat(socket.taken()).isEqualTo(expected.toByteArray());
  }

  @Test
  void forgetsTheLayOutWhenItsSlotIsGivenOutAgain() throws IOException {
    for (int i = 0; i < Batch.CAPACITY; i++) {
      add("old");
      batch.writeTo(socket, 1L << i, EncodedFrame.PLAIN, AckPings.NONE);
      batch.visited(1L << i);
      assertThat(batch.report(0)).isOne();
    }
    add("first");
    batch.writeTo(socket, 1, EncodedFrame.PLAIN, AckPings.NONE);
    batch.visited(1);
    batch.report(0);
    assertThat(batch.isEmpty()).isTrue();
    for (int i = 1; i < Batch.CAPACITY; i++) {
      add("old");
      batch.visited(1L << i);
      batch.report(0);
    }
    add("second one");
    int before = socket.size();
    batch.writeTo(socket, 1, EncodedFrame.PLAIN, AckPings.NONE);
    assertThat(Arrays.copyOfRange(socket.taken(), before, socket.size()))
        .isEqualTo(bytes(1, EncodedFrame.PLAIN, AckPings.NONE));
  }

  @Test
  void keepsTheOrderInWhichTheyCameAroundTheEndOfTheRing() throws IOException {
    for (int i = 0; i < Batch.CAPACITY - 1; i++) {
      add("old");
      batch.visited(1L << i);
      batch.report(0);
    }
    add("a");
    add("b");
    add("c");
    long mask = 1L << 63 | 0b11;
    batch.writeTo(socket, mask, EncodedFrame.PLAIN, AckPings.NONE);
    assertThat(Wire.read(socket.taken(), 0))
        .extracting(sent -> sent.payload().utf8String())
        .containsExactly("a", "b", "c");
  }

  @Test
  void keepsASlotUntilAllOfItsTargetsAreVisitedAndTheOldestUntilItIsDone() {
    batch.add(delivery("long", tally(BroadcastOptions.DEFAULT, 3), BroadcastOptions.DEFAULT), 3);
    batch.add(delivery("short", tally(BroadcastOptions.DEFAULT, 1), BroadcastOptions.DEFAULT), 1);
    batch.visited(3);
    assertThat(batch.report(0)).isOne();
    assertThat(batch.isEmpty()).isFalse();
    for (int i = 2; i < Batch.CAPACITY; i++) {
      assertThat(batch.isFull()).isFalse();
      add("x");
      batch.visited(1L << i);
      assertThat(batch.report(0)).isOne();
    }
    assertThat(batch.isFull()).isTrue();
    batch.visited(1);
    batch.visited(1);
    assertThat(batch.report(0)).isOne();
    assertThat(batch.isEmpty()).isTrue();
  }

  @Test
  void writesMoreThanItsBufferHoldsInPieces() throws IOException {
    long seed = System.nanoTime();
    System.out.println("BatchTest seed " + seed);
    Random random = new Random(seed);
    int buffer = 256 * 1024;
    int[] sizes = {300_000, 5, buffer - 10, buffer, buffer - 20, 1, 600_000};
    for (int size : sizes) {
      add(random, size);
    }
    for (long mask = 1; mask < 1 << sizes.length; mask++) {
      for (long ping : new long[] {AckPings.NONE, PING}) {
        FakeSocket whole = new FakeSocket();
        byte[] expected = bytes(mask, EncodedFrame.PLAIN, ping);
        assertThat(batch.writeTo(whole, mask, EncodedFrame.PLAIN, ping)).isEqualTo(expected.length);
        assertThat(Arrays.equals(whole.taken(), expected)).as("mask %d", mask).isTrue();
      }
    }
  }

  @Test
  void stopsAtTheFirstShortWriteOfALargeBatch() throws IOException {
    Random random = new Random(7);
    add(random, 200_000);
    add(random, 200_000);
    byte[] expected = bytes(3, EncodedFrame.PLAIN, PING);
    for (int cut :
        new int[] {0, 1, 199_999, 262_143, 262_144, 262_145, 400_019, 400_020, 400_025}) {
      FakeSocket shortOne = new FakeSocket();
      shortOne.room = offered -> Math.min(offered, cut - shortOne.size());
      assertThat(batch.writeTo(shortOne, 3, EncodedFrame.PLAIN, PING)).isEqualTo(cut);
      assertThat(Arrays.equals(shortOne.taken(), Arrays.copyOf(expected, cut))).isTrue();
    }
  }

  @Test
  void anOutboxResumesAfterAShortWriteAtEveryByte() {
    BroadcastOptions received = BroadcastOptions.DEFAULT.withLevel(Level.RECEIVED);
    for (int cut = 0; cut <= 2 + 3 + 2 + 2 + 10; cut++) {
      Batch small = new Batch();
      Tally[] tallies = {tally(received), tally(received)};
      small.add(delivery("abc", tallies[0], received), 1);
      small.add(delivery("de", tallies[1], received), 1);
      FakeSocket cutSocket = new FakeSocket();
      int most = cut;
      cutSocket.room = offered -> Math.min(offered, most);
      FakeStream stream = OutboxTest.openStream(OutboxTest.SETTINGS, cutSocket, true);
      int begin = cutSocket.size();
      stream.outbox.write(small, 3, 0);
      cutSocket.room = FakeSocket.ALL;
      stream.settle();
      small.report(0);
      List<Wire.Sent> frames = Wire.read(cutSocket.taken(), begin);
      assertThat(frames.get(0).payload().utf8String()).isEqualTo("abc");
      assertThat(frames.get(1).payload().utf8String()).isEqualTo("de");
      for (int at = 2; at < frames.size(); at++) {
        assertThat(frames.get(at).opcode()).isEqualTo(Wire.PING);
        stream.pong(frames.get(at).payload());
        stream.settle();
        frames = Wire.read(cutSocket.taken(), begin);
      }
      for (Tally each : tallies) {
        assertThat(each.counts()).as("cut %d", cut).isEqualTo(new Receipt.Counts(1, 1, 1, 0));
      }
      assertThat(stream.outbox.isDrained()).isTrue();
    }
  }

  @Test
  void reportsWhatWasCountedOnce() {
    Tally one = tally(BroadcastOptions.DEFAULT, 5);
    Tally two = tally(BroadcastOptions.DEFAULT, 5);
    batch.add(delivery("1", one, BroadcastOptions.DEFAULT), 5);
    batch.add(delivery("2", two, BroadcastOptions.DEFAULT), 5);
    batch.wrote(3L);
    batch.wrote(3L);
    batch.wrote(2L);
    batch.failed(1, FailureReason.CLOSED);
    batch.accepted(0, true);
    batch.wrote(3L);
    batch.report(0);
    batch.report(0);
    assertThat(one.counts()).isEqualTo(new Receipt.Counts(4, 3, 0, 0));
    assertThat(one.pending()).isOne();
    assertThat(one.isSettled()).isTrue();
    assertThat(two.counts()).isEqualTo(new Receipt.Counts(4, 4, 0, 0));
    assertThat(two.isSettled()).isFalse();
  }

  @Test
  void isFullAtItsCapacity() {
    for (int i = 0; i < Batch.CAPACITY; i++) {
      assertThat(batch.isFull()).isFalse();
      add("x");
    }
    assertThat(batch.isFull()).isTrue();
    batch.wrote(-1L);
    batch.failed(1L << 63, FailureReason.ERROR);
    batch.report(0);
    assertThat(batch.delivery(63).tally().counts().written()).isOne();
  }

  private void add(String text) {
    batch.add(delivery(text, tally(BroadcastOptions.DEFAULT), BroadcastOptions.DEFAULT), 1);
  }

  private void add(Random random, int size) {
    byte[] payload = new byte[size];
    random.nextBytes(payload);
    Message message = Message.binary(ByteString.fromArrayUnsafe(payload));
    Tally tally = tally(BroadcastOptions.DEFAULT);
    batch.add(Delivery.of(EncodedFrame.of(message), tally, BroadcastOptions.DEFAULT, 0), 1);
  }

  private static Delivery delivery(String text, Tally tally, BroadcastOptions options) {
    return Delivery.of(EncodedFrame.of(Message.text(text)), tally, options, 0);
  }

  private static Tally tally(BroadcastOptions options) {
    return tally(options, 1);
  }

  private static Tally tally(BroadcastOptions options, int targeted) {
    return new Tally(options, targeted, 0, () -> {});
  }

  private byte[] bytes(long mask, int window, long ping) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int slot = 0; slot < 64; slot++) {
      if ((mask & 1L << slot) != 0) {
        out.writeBytes(batch.bytes(slot, window).toArray());
      }
    }
    if (ping != AckPings.NONE) {
      byte[] payload = ByteBuffer.allocate(8).putLong(ping).array();
      out.writeBytes(Frames.ping(ByteString.fromArrayUnsafe(payload)).toArray());
    }
    return out.toByteArray();
  }
}
