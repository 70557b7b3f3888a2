package io.carillon.engine.websocket;

import static io.carillon.engine.websocket.ClientFrames.BINARY;
import static io.carillon.engine.websocket.ClientFrames.CONTINUATION;
import static io.carillon.engine.websocket.ClientFrames.FIN;
import static io.carillon.engine.websocket.ClientFrames.PING;
import static io.carillon.engine.websocket.ClientFrames.RSV1;
import static io.carillon.engine.websocket.ClientFrames.TEXT;
import static io.carillon.engine.websocket.ClientFrames.bytes;
import static io.carillon.engine.websocket.ClientFrames.frame;
import static io.carillon.engine.websocket.ClientFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692 §6 and §7.2 by tables, after the Autobahn suite's sections 12 and 13. */
class SessionDeflateTest {
  private static final ByteString EMPTY = ByteString.emptyByteString();

  @ParameterizedTest
  @CsvSource({
    "7.2.3.1 one block, f248cdc9c90700",
    "7.2.3.3 no compression, 000500faff48656c6c6f00",
    "7.2.3.4 final block, f348cdc9c9070000",
    "7.2.3.5 two blocks, f248050000 00ffffcac9c90700",
    "a final block without the empty one, f348cdc9c90700"
  })
  void readsTheExamplesOfTheRfc(String section, String hex) {
    ByteString payload = ByteString.fromArray(HexFormat.of().parseHex(hex.replace(" ", "")));
    assertThat(RecordedEvents.deflated(frame(FIN | RSV1 | TEXT, payload)).all())
        .as(section)
        .containsExactly(Message.text("Hello"));
  }

  @Test
  void readsTheFragmentedExampleOfTheRfc() {
    ByteString start = frame(RSV1 | TEXT, bytes(0xf2, 0x48, 0xcd));
    ByteString end = frame(FIN | CONTINUATION, bytes(0xc9, 0xc9, 0x07, 0x00));
    assertThat(RecordedEvents.deflated(start, ClientFrames.ping(""), end).all())
        .containsExactly(new RecordedEvents.Ping(EMPTY), Message.text("Hello"));
  }

  @Test
  void readsEmptyMessages() {
    assertThat(
            RecordedEvents.deflated(
                    frame(FIN | RSV1 | TEXT, bytes(0)), frame(FIN | RSV1 | BINARY, EMPTY))
                .all())
        .containsExactly(Message.text(""), Message.binary(EMPTY));
  }

  @Test
  void readsUncompressedMessagesBetweenCompressedOnes() {
    ByteString deflated = ClientFrames.deflated(Message.text("deflated"));
    assertThat(RecordedEvents.deflated(deflated, ClientFrames.text("plain"), deflated).all())
        .containsExactly(Message.text("deflated"), Message.text("plain"), Message.text("deflated"));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 256, 1024, 4096, 8192, 16_384, 32_768, 65_536, 131_072})
  void readsMessagesOfEverySizeInManyFragments(int length) {
    Random random = new Random(length);
    Message text = Message.text("{\"id\":7,\"data\":\"abc\"}".repeat(length / 20 + 1));
    Message noise = Message.binary(Fuzz.bytes(random, length));
    for (Message message : new Message[] {text, noise}) {
      ByteString payload = Deflate.compress(message.payload(), 15);
      int piece = Math.max(1, payload.size() / 10);
      ByteString frames = frame(RSV1 | (message.isText() ? TEXT : BINARY), payload.take(piece));
      for (int at = piece; at < payload.size(); at += piece) {
        frames = frames.concat(frame(CONTINUATION, payload.slice(at, at + piece)));
      }
      frames = frames.concat(frame(FIN | CONTINUATION, EMPTY));
      assertThat(RecordedEvents.deflated(frames.compact()).all()).containsExactly(message);
    }
  }

  @Test
  void takesAMessageOfExactlyTheLimitEvenIfItDoesNotCompress() {
    Message noise = Message.binary(Fuzz.bytes(new Random(1), 10_000));
    for (int bits : new int[] {8, 15}) {
      ByteString payload = Deflate.compress(noise.payload(), bits);
      assertThat(payload.size()).isGreaterThan(10_000);
      assertThat(limited(10_000, frame(FIN | RSV1 | BINARY, payload)).all()).containsExactly(noise);
      assertThat(limited(9_999, frame(FIN | RSV1 | BINARY, payload)).failure())
          .contains(CloseCode.MESSAGE_TOO_BIG);
    }
  }

  @Test
  void takesInflatedMessagesUpToTheLimit() {
    ByteString frame = ClientFrames.deflated(Message.text("z".repeat(5000)));
    assertThat(limited(5000, frame).all()).containsExactly(Message.text("z".repeat(5000)));
    assertThat(limited(4999, frame).failure()).contains(CloseCode.MESSAGE_TOO_BIG);
  }

  @Test
  void aBombFailsWithLittleMemory() {
    Message zeros = Message.binary(ByteString.fromArrayUnsafe(new byte[10 << 20]));
    ByteString bomb = ClientFrames.deflated(zeros).compact();
    assertThat(bomb.size()).isLessThan(11_000);
    limited(64 * 1024, ClientFrames.deflated(Message.text("warm up")));
    long before = SessionLimitsTest.allocatedBytes();
    for (int i = 0; i < 50; i++) {
      assertThat(limited(64 * 1024, bomb).failure()).contains(CloseCode.MESSAGE_TOO_BIG);
    }
    assertThat(SessionLimitsTest.allocatedBytes() - before).isLessThan(50L * 256 * 1024);
  }

  @Test
  void manyFinalBlocksAreOnlyAsSlowAsTheyAreLong() {
    byte[] blocks = new byte[64 * 1024];
    for (int i = 0; i < blocks.length; i += 2) {
      blocks[i] = 3;
    }
    ByteString frame = frame(FIN | RSV1 | BINARY, ByteString.fromArrayUnsafe(blocks));
    long start = System.nanoTime();
    assertThat(limited(64 * 1024, frame).all()).containsExactly(Message.binary(EMPTY));
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "06", // a reserved block type
        "ffffffff",
        "f248cdc9c9", // cut off in a block
        "000500fafe48656c6c6f00", // LEN and NLEN differ
        "0005", // cut off in a length
        "f248cdc9c90700ff", // something behind the last block
        "030500faff48"
      })
  void whatCannotBeInflatedFails(String hex) {
    ByteString payload = ByteString.fromArray(HexFormat.of().parseHex(hex));
    assertThat(RecordedEvents.deflated(frame(FIN | RSV1 | BINARY, payload)).failure())
        .contains(CloseCode.INVALID_FRAME_PAYLOAD_DATA);
  }

  @Test
  void inflatedTextMustBeUtf8() {
    ByteString bad = Deflate.compress(bytes('a', 0xed, 0xa0, 0x80), 15);
    assertThat(RecordedEvents.deflated(frame(FIN | RSV1 | TEXT, bad)).failure())
        .contains(CloseCode.INVALID_FRAME_PAYLOAD_DATA);
    ByteString cut = Deflate.compress(bytes('a', 0xe2, 0x82), 15);
    assertThat(RecordedEvents.deflated(frame(FIN | RSV1 | TEXT, cut)).failure())
        .contains(CloseCode.INVALID_FRAME_PAYLOAD_DATA);
  }

  @Test
  void onlyTheFirstFrameOfAMessageMaySayThatItIsCompressed() {
    ByteString start = frame(RSV1 | TEXT, bytes(0xf2, 0x48, 0xcd));
    ByteString end = frame(FIN | RSV1 | CONTINUATION, bytes(0xc9, 0xc9, 0x07, 0x00));
    assertThat(RecordedEvents.deflated(start, end).failure()).contains(CloseCode.PROTOCOL_ERROR);
    assertThat(RecordedEvents.deflated(frame(TEXT, utf8("x")), end).failure())
        .contains(CloseCode.PROTOCOL_ERROR);
    assertThat(RecordedEvents.deflated(frame(FIN | RSV1 | PING, EMPTY)).failure())
        .contains(CloseCode.PROTOCOL_ERROR);
  }

  @Test
  void nothingIsCompressedUnlessAgreed() {
    assertThat(RecordedEvents.of(ClientFrames.deflated(Message.text("x"))).failure())
        .contains(CloseCode.PROTOCOL_ERROR);
  }

  @Test
  void oneBadMessageDoesNotSpoilTheNext() {
    whatCannotBeInflatedFails("ffffffff");
    readsTheFragmentedExampleOfTheRfc();
  }

  @Test
  void mutatedPayloadsInflateOrFail() {
    Fuzz.run(
        20_000,
        random -> {
          Message message = Message.text("{\"value\":12345}".repeat(1 + random.nextInt(100)));
          ByteString payload =
              Fuzz.mutate(random, Deflate.compress(message.payload(), 8 + random.nextInt(8)));
          RecordedEvents events = limited(2000, frame(FIN | RSV1 | BINARY, payload));
          assertThat(events.all()).hasSize(1);
        });
  }

  private static RecordedEvents limited(int maxBytes, ByteString frame) {
    SessionLimits limits = new SessionLimits(maxBytes, 16);
    return RecordedEvents.of(new Session(limits, Optional.of(new Deflate(15))), frame);
  }
}
