package io.carillon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.benchmarks.wire.Frames;
import io.carillon.benchmarks.wire.Handshake;
import io.carillon.benchmarks.wire.Stamp;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

  private final List<String> heard = new ArrayList<>();
  private final FrameReader.Listener listener = new Heard(heard);

  @ParameterizedTest
  @ValueSource(ints = {32, 125, 126, 200, 65_535, 65_536, 70_000})
  void readsMessagesOfAnyLengthCutAnywhere(int messageBytes) {
    ByteBuffer wire = ByteBuffer.allocate(3 * (messageBytes + Frames.MAX_HEAD_BYTES) + 64);
    putMessage(wire, messageBytes, 7);
    Frames.putHead(wire, Frames.PING, 5);
    wire.put(Handshake.ascii("alive"));
    putMessage(wire, messageBytes, 8);
    wire.flip();
    for (int step = 1; step <= 61; step += 4) {
      heard.clear();
      readInSteps(wire.duplicate(), new FrameReader(messageBytes), step);
      assertThat(heard).containsExactly("3:7@11", "ping alive", "3:8@11");
    }
  }

  @Test
  void aMessageOfAnotherLengthIsBroken() {
    ByteBuffer wire = ByteBuffer.allocate(400);
    putMessage(wire, 127, 7);
    readInSteps(wire.flip(), new FrameReader(128), 400);
    assertThat(heard).containsExactly("broken: message of 127 bytes, not 128");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x8120 | 0x80, 0xC120, 0x0120, 0x8020, 0x8320, 0x8B00, 0x7878})
  void whatIsNoWholeUnmaskedMessageIsBroken(int head) {
    ByteBuffer wire = ByteBuffer.allocate(100).putShort((short) head).put(new byte[90]).flip();
    readInSteps(wire, new FrameReader(32), 400);
    assertThat(heard).containsExactly("broken: frame head " + "%04x".formatted(head));
  }

  private static void putMessage(ByteBuffer wire, int bytes, int sequence) {
    Frames.putHead(wire, Frames.TEXT, bytes);
    Stamp.put(wire, wire.position(), 3, sequence, 11);
    wire.position(wire.position() + bytes);
  }

  private void readInSteps(ByteBuffer wire, FrameReader reader, int step) {
    ByteBuffer in = ByteBuffer.allocate(1024);
    while (wire.hasRemaining()) {
      in.clear();
      reader.restore(in);
      int bytes = Math.min(step, wire.remaining());
      in.put(wire.slice(wire.position(), bytes)).flip();
      wire.position(wire.position() + bytes);
      reader.read(in, listener);
    }
  }

  private record Heard(List<String> heard) implements FrameReader.Listener {

    @Override
    public void onMessage(int publisher, long sequence, long nanos) {
      heard.add(publisher + ":" + sequence + "@" + nanos);
    }

    @Override
    public void onPing(ByteBuffer in, int at, int bytes) {
      heard.add("ping " + Handshake.text(in, at, at + bytes));
    }

    @Override
    public void onClose() {
      heard.add("close");
    }

    @Override
    public void onBroken(String why) {
      heard.add("broken: " + why);
    }
  }
}
