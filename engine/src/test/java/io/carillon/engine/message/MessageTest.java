package io.carillon.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.HexFormat;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "00, true",
    "68656c6c6f, true",
    "c3a4, true",
    "e282ac, true",
    "f09f9880, true",
    "f48fbfbf, true",
    "ff, false",
    "c3, false",
    "c080, false",
    "e08080, false",
    "eda080, false",
    "f4908080, false",
    "61e28261, false",
    "80, false"
  })
  void isTextIfItIsUtf8(String hex, boolean text) {
    Message message = Message.detect(ByteString.fromArray(HexFormat.of().parseHex(hex)));
    assertThat(message.isText()).isEqualTo(text);
  }

  @Test
  void detectsTextThatIsInPieces() {
    byte[] euro = {(byte) 0xe2, (byte) 0x82, (byte) 0xac};
    ByteString pieces = ByteString.fromArray(euro, 0, 1).concat(ByteString.fromArray(euro, 1, 2));
    assertThat(Message.detect(pieces)).isEqualTo(Message.text("\u20ac"));
  }

  @Test
  void keepsItsPayload() {
    assertThat(Message.text("\u00e4").payload().length()).isEqualTo(2);
    assertThat(Message.text("\u00e4").utf8()).isEqualTo("\u00e4");
    Message binary = Message.binary(ByteString.fromString("x"));
    assertThat(binary.isText()).isFalse();
    assertThat(binary.bytes().remaining()).isOne();
  }

  @Test
  void needsAKindAndAPayload() {
    assertThatNullPointerException().isThrownBy(() -> Message.binary(null));
    assertThatNullPointerException()
        .isThrownBy(() -> new Message(null, ByteString.emptyByteString()));
  }
}
