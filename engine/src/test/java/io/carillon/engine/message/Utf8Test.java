package io.carillon.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.websocket.ClientFrames;
import io.carillon.engine.websocket.Fuzz;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class Utf8Test {

  @Test
  void agreesWithTheJdkOnEveryThreeBytes() {
    byte[] bytes = new byte[3];
    int[] thirds = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xff};
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        for (int third : thirds) {
          bytes[0] = (byte) first;
          bytes[1] = (byte) second;
          bytes[2] = (byte) third;
          assertAgrees(bytes);
        }
      }
    }
  }

  @Test
  void agreesWithTheJdkOnEveryBeginningOfFourBytes() {
    for (int first = 0xee; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        assertAgrees(new byte[] {(byte) first, (byte) second, (byte) 0x80, (byte) 0xbf});
      }
    }
  }

  @Test
  void takesEveryCodePoint() {
    for (int codePoint = 0; codePoint <= 0x10_ffff; codePoint++) {
      if (codePoint < 0xd800 || codePoint > 0xdfff) {
        byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        if (!Utf8.isValid(bytes, 0, bytes.length)) {
          throw new AssertionError("U+" + Integer.toHexString(codePoint));
        }
      }
    }
  }

  @Test
  void agreesWithTheJdkOnRandomTextsInAnyPieces() {
    Fuzz.run(
        50_000,
        random -> {
          ByteString text = ClientFrames.utf8("ascii ascii ascii é €  \uD83D\uDE00 ascii");
          byte[] bytes = Fuzz.mutate(random, text).toArray();
          int cut = random.nextInt(bytes.length + 1);
          int state = Utf8.check(Utf8.COMPLETE, bytes, 0, cut);
          if (state != Utf8.INVALID) {
            state = Utf8.check(state, bytes, cut, bytes.length);
          }
          assertThat(state == Utf8.COMPLETE).isEqualTo(isDecodable(bytes));
        });
  }

  @Test
  void findsABadByteAtEveryPlaceOfALongText() {
    for (int i = 0; i < 40; i++) {
      byte[] bytes = "a".repeat(40).getBytes(StandardCharsets.US_ASCII);
      bytes[i] = (byte) 0xff;
      assertThat(Utf8.isValid(bytes, 0, 40)).isFalse();
      assertThat(Utf8.isValid(bytes, i + 1, 40)).isTrue();
      assertThat(Utf8.isValid(bytes, 0, i)).isTrue();
    }
  }

  private static void assertAgrees(byte[] bytes) {
    boolean valid = Message.isUtf8(ByteString.fromArrayUnsafe(bytes));
    if (Utf8.isValid(bytes, 0, bytes.length) != valid) {
      throw new AssertionError(ByteString.fromArray(bytes) + " is valid: " + valid);
    }
  }

  private static boolean isDecodable(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
