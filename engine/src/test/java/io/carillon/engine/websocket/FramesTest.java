package io.carillon.engine.websocket;

import static io.carillon.engine.websocket.ClientFrames.bytes;
import static io.carillon.engine.websocket.ClientFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  private static final Message JSON = Message.text("{\"price\":101.25},".repeat(40));

  @Test
  void writesTheUnmaskedExamplesOfTheRfc() {
    assertThat(Frames.of(Message.text("Hello")))
        .isEqualTo(bytes(0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f));
    assertThat(Frames.ping(utf8("Hello")))
        .isEqualTo(bytes(0x89, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f));
    assertThat(Frames.pong(utf8("Hello")))
        .isEqualTo(bytes(0x8a, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f));
    assertThat(Frames.of(binary(256)).take(4)).isEqualTo(bytes(0x82, 0x7e, 0x01, 0x00));
    assertThat(Frames.of(binary(65_536)).take(10))
        .isEqualTo(bytes(0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2",
    "1, 2",
    "125, 2",
    "126, 4",
    "127, 4",
    "65535, 4",
    "65536, 10",
    "2147483647, 10"
  })
  void saysHowLongAHeaderIs(int payload, int header) {
    assertThat(Frames.headerBytes(payload)).isEqualTo(header);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 100_000})
  void putsThePayloadBehindTheHeaderInOneArray(int length) {
    Message message = binary(length);
    ByteString frame = Frames.of(message);
    assertThat(frame.isCompact()).isTrue();
    assertThat(frame.size()).isEqualTo(Frames.headerBytes(length) + length);
    assertThat(frame.drop(Frames.headerBytes(length))).isEqualTo(message.payload());
  }

  @Test
  void takesPayloadsInSeveralPieces() {
    ByteString rope = utf8("one ").concat(utf8("two ")).concat(utf8("three")).drop(2);
    assertThat(Frames.of(Message.binary(rope)).drop(2)).isEqualTo(utf8("e two three"));
  }

  @Test
  void deflatesWhatGetsSmaller() {
    ByteString frame = Frames.of(JSON, new Deflate(15));
    assertThat(frame.size()).isLessThan(JSON.payload().size() / 4);
    assertThat(frame.head()).isEqualTo((byte) 0xc1);
    assertThat(frame.drop(Frames.headerBytes(frame.size() - 2)))
        .isEqualTo(Deflate.compress(JSON.payload(), 15));
  }

  @Test
  void doesNotDeflateWhatIsShortOrDoesNotGetSmaller() {
    Message shortText = Message.text("a".repeat(Deflate.MIN_BYTES - 1));
    Message noise = Message.binary(Fuzz.bytes(new Random(3), 1000));
    assertThat(Frames.of(shortText, new Deflate(15))).isEqualTo(Frames.of(shortText));
    assertThat(Frames.of(noise, new Deflate(15))).isEqualTo(Frames.of(noise));
    assertThat(Frames.of(Message.text("a".repeat(Deflate.MIN_BYTES)), new Deflate(15)).head())
        .isEqualTo((byte) 0xc1);
  }

  @Test
  void writesCodeAndReason() {
    assertThat(Frames.close(CloseCode.GOING_AWAY, "bye"))
        .isEqualTo(bytes(0x88, 5, 0x03, 0xe9, 'b', 'y', 'e'));
    assertThat(Frames.close(4999, "")).isEqualTo(bytes(0x88, 2, 0x13, 0x87));
  }

  @Test
  void aCloseWithoutStatusHasNoBody() {
    assertThat(Frames.close(1005, "dropped")).isEqualTo(bytes(0x88, 0));
  }

  @ParameterizedTest
  @CsvSource({"a, 123", "é, 122", "€, 123", "\uD83D\uDE00, 120"})
  void cutsTheReasonBetweenTwoCharacters(String character, int bytes) {
    ByteString frame = Frames.close(1000, character.repeat(130));
    assertThat(frame.size()).isEqualTo(4 + bytes);
    assertThat(Message.isUtf8(frame.drop(4))).isTrue();
    String offset = "x" + character.repeat(130);
    assertThat(Message.isUtf8(Frames.close(1000, offset).drop(4))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 999, 1004, 1006, 1015, 2000, 5000})
  void refusesCodesThatMustNotBeSent(int code) {
    assertThatIllegalArgumentException().isThrownBy(() -> Frames.close(code, ""));
  }

  @Test
  void refusesLongControlFrames() {
    ByteString payload = utf8("p".repeat(126));
    assertThatIllegalArgumentException().isThrownBy(() -> Frames.ping(payload));
    assertThatIllegalArgumentException().isThrownBy(() -> Frames.pong(payload));
    assertThat(Frames.ping(payload.drop(1)).size()).isEqualTo(127);
  }

  private static Message binary(int length) {
    return Message.binary(Fuzz.bytes(new Random(length), length));
  }
}
