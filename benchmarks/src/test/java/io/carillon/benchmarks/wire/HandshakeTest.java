package io.carillon.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HandshakeTest {

  @Test
  void answersTheKeyOfTheStandard() {
    String head = new String(Handshake.response(Handshake.KEY), StandardCharsets.US_ASCII);
    assertThat(Handshake.header(head, "sec-websocket-accept")).isEqualTo(Handshake.ACCEPT);
  }

  @Test
  void findsTheEndOfTheHead() {
    ByteBuffer in = ByteBuffer.wrap(Handshake.ascii("ab\r\n\r\ncd"));
    assertThat(Handshake.headEnd(in, 0, 8)).isEqualTo(6);
    assertThat(Handshake.headEnd(in, 0, 5)).isEqualTo(-1);
    assertThat(Handshake.headEnd(in, 3, 8)).isEqualTo(-1);
  }

  @Test
  void readsHeadersWithoutCase() {
    String head = "GET / HTTP/1.1\r\ncontent-LENGTH:  12 \r\nX: y\r\n\r\n";
    assertThat(Handshake.header(head, "Content-Length")).isEqualTo("12");
    assertThat(Handshake.header(head, "Length")).isNull();
  }

  @Test
  void masksWhatItIsToldAndNoMore() {
    for (int length = 0; length < 40; length++) {
      ByteBuffer bytes = ByteBuffer.wrap("x".repeat(50).getBytes(StandardCharsets.US_ASCII));
      Frames.mask(bytes, 3, length, 0x01020304);
      for (int i = 0; i < length; i++) {
        assertThat(bytes.get(3 + i)).isEqualTo((byte) ('x' ^ (i % 4 + 1)));
      }
      assertThat(bytes.get(3 + length)).isEqualTo((byte) 'x');
    }
  }

  @Test
  void stampsSurvive() {
    ByteBuffer bytes = ByteBuffer.allocate(40);
    Stamp.put(bytes, 5, 0xABC, (1L << 47) + 1, Long.MAX_VALUE);
    assertThat(Stamp.publisher(bytes, 5)).isEqualTo(0xABC);
    assertThat(Stamp.sequence(bytes, 5)).isEqualTo((1L << 47) + 1);
    assertThat(Stamp.nanos(bytes, 5)).isEqualTo(Long.MAX_VALUE);
    bytes.put(6, (byte) 'x');
    assertThat(Stamp.publisher(bytes, 5)).isNegative();
  }
}
