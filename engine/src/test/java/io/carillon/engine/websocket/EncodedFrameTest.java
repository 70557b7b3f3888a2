package io.carillon.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.Message;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedFrameTest {
  private static final Message JSON = Message.text("{\"price\":101.25},".repeat(40));

  @Test
  void isPlainForConnectionsWithoutCompression() {
    assertThat(EncodedFrame.of(JSON).bytes(EncodedFrame.PLAIN)).isEqualTo(Frames.of(JSON));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
  void isDeflatedForTheWindow(int windowBits) {
    assertThat(EncodedFrame.of(JSON).bytes(windowBits))
        .isEqualTo(Frames.of(JSON, new Deflate(windowBits)));
  }

  @Test
  void sharesEachFormByReference() {
    EncodedFrame frame = EncodedFrame.of(JSON);
    assertThat(frame.bytes(0)).isSameAs(frame.bytes(0));
    assertThat(frame.bytes(15)).isSameAs(frame.bytes(15)).isNotSameAs(frame.bytes(0));
    assertThat(frame.message()).isSameAs(JSON);
  }

  @Test
  void fallsBackToThePlainFormWhereDeflatingDoesNotPay() {
    EncodedFrame frame = EncodedFrame.of(Message.text("short"));
    assertThat(frame.bytes(15)).isSameAs(frame.bytes(0));
    assertThat(frame.bytes(9)).isSameAs(frame.bytes(0));
  }

  @Test
  void allThreadsGetTheSameForm() {
    EncodedFrame frame = EncodedFrame.of(JSON);
    Set<Integer> identities = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(i -> identities.add(System.identityHashCode(frame.bytes(15))));
    assertThat(identities).hasSize(1);
  }

  @Test
  void aClientReadsEveryForm() {
    EncodedFrame frame = EncodedFrame.of(JSON);
    for (int bits : new int[] {0, 8, 12, 15}) {
      ByteString bytes = frame.bytes(bits);
      int header = Frames.headerBytes(bits == 0 ? JSON.payload().size() : 126);
      header = (bytes.apply(1) & 0x7f) < 126 ? 2 : header;
      ByteString masked = ClientFrames.frame(bytes.apply(0), bytes.drop(header));
      assertThat(RecordedEvents.deflated(masked).all()).containsExactly(JSON);
    }
  }
}
