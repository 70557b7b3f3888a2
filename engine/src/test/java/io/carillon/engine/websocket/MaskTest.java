package io.carillon.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class MaskTest {

  @Test
  void unmasksEveryLengthFromEveryPlaceInTheKey() {
    int key = 0x37fa213d;
    byte[] masked = ClientFrames.frame(0x82, key, plain(100)).drop(6).toArray();
    for (int from = 0; from < 20; from++) {
      for (int length = 0; length <= 60; length++) {
        byte[] out = new byte[length + 3];
        Mask.copy(Mask.rotate(key, from), masked, from, out, 3, length);
        assertThat(ByteString.fromArray(out, 3, length))
            .isEqualTo(plain(100).slice(from, from + length));
      }
    }
  }

  @Test
  void rotatesByTheBytesReadSoFarHoweverMany() {
    assertThat(Mask.rotate(0x11223344, 0)).isEqualTo(0x11223344);
    assertThat(Mask.rotate(0x11223344, 1)).isEqualTo(0x22334411);
    assertThat(Mask.rotate(0x11223344, (1L << 40) + 3)).isEqualTo(0x44112233);
  }

  private static ByteString plain(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    return ByteString.fromArrayUnsafe(bytes);
  }
}
