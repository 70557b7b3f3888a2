package io.carillon.engine.websocket;

import static io.carillon.engine.websocket.ClientFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Negotiation (RFC 7692 §5, §7.1) and compression (§7.2.1). */
class DeflateTest {
  private static final String BOTH =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments("permessage-deflate", BOTH),
        arguments("permessage-deflate; client_max_window_bits", BOTH),
        arguments("permessage-deflate; client_max_window_bits=8", BOTH),
        arguments("permessage-deflate; client_max_window_bits=\"15\"", BOTH),
        arguments("permessage-deflate; server_no_context_takeover", BOTH),
        arguments("permessage-deflate; client_no_context_takeover", BOTH),
        arguments(
            "permessage-deflate; server_max_window_bits=10", BOTH + "; server_max_window_bits=10"),
        arguments(
            "permessage-deflate; server_max_window_bits=15", BOTH + "; server_max_window_bits=15"),
        arguments(
            "permessage-deflate; server_max_window_bits=8; client_max_window_bits",
            BOTH + "; server_max_window_bits=8"),
        arguments("x-unknown, permessage-deflate", BOTH),
        arguments(
            "permessage-deflate; server_max_window_bits=7, permessage-deflate;"
                + " server_max_window_bits=9, permessage-deflate",
            BOTH + "; server_max_window_bits=9"),
        arguments("permessage-deflate; unknown, permessage-deflate", BOTH));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void acceptsTheFirstOfferThatCanBeKept(String offer, String answer) {
    assertThat(Deflate.negotiate(offers(offer)).map(Deflate::answer)).contains(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x-webkit-deflate-frame",
        "permessage-bzip2",
        "permessage-deflate; unknown",
        "permessage-deflate; unknown=1",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover=true",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; client_max_window_bits; client_max_window_bits",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=08",
        "permessage-deflate; server_max_window_bits=1",
        "permessage-deflate; server_max_window_bits=150",
        "permessage-deflate; server_max_window_bits=x",
        "permessage-deflate; server_max_window_bits=-9",
        "permessage-deflate; server_max_window_bits=10; server_max_window_bits=10",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=+8"
      })
  void declinesWhatCannotBeKept(String offer) {
    assertThat(Deflate.negotiate(offers(offer))).isEmpty();
  }

  @Test
  void aWindowHas8To15Bits() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Deflate(7));
    assertThatIllegalArgumentException().isThrownBy(() -> new Deflate(16));
    assertThatIllegalArgumentException().isThrownBy(() -> Deflate.compress(utf8("x"), 0));
  }

  @Test
  void compressesTheExampleOfTheRfc() {
    assertThat(Deflate.compress(utf8("Hello"), 15))
        .isEqualTo(ClientFrames.bytes(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00));
  }

  @Test
  void compressesTheEmptyMessageToOneEmptyBlock() {
    assertThat(Deflate.compress(ByteString.emptyByteString(), 15)).isEqualTo(ClientFrames.bytes(0));
  }

  @Test
  void isTheSameEveryTime() {
    ByteString text = utf8("the same bytes serve every connection ".repeat(50));
    assertThat(Deflate.compress(text, 15)).isEqualTo(Deflate.compress(text, 15));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
  void givesBackWhatWentIn(int windowBits) {
    Random random = new Random(windowBits);
    for (int length : new int[] {1, 255, 256, 257, 1000, 5000, 70_000, 300_000}) {
      ByteString noise = Fuzz.bytes(random, length);
      ByteString text = utf8("broadcast ".repeat(length / 10 + 1));
      assertThat(inflate(Deflate.compress(noise, windowBits))).isEqualTo(noise);
      assertThat(inflate(Deflate.compress(text, windowBits))).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14})
  void noPieceRefersBackBeyondTheWindow(int windowBits) throws DataFormatException {
    ByteString text = utf8("window ".repeat(20_000));
    byte[] compressed =
        Deflate.compress(text, windowBits).concat(ClientFrames.bytes(0, 0, 0xff, 0xff)).toArray();
    int inflated = 0;
    int start = 0;
    for (int end : flushes(compressed)) {
      byte[] piece = inflateAlone(compressed, start, end);
      assertThat(piece.length).isLessThanOrEqualTo(1 << windowBits);
      inflated += piece.length;
      start = end;
    }
    assertThat(inflated).isEqualTo(text.size());
  }

  @Test
  void shrinksTextInEveryWindow() {
    ByteString text = utf8("{\"price\":101.25,\"symbol\":\"ACME\"},".repeat(200));
    for (int bits = 8; bits <= 15; bits++) {
      assertThat(Deflate.compress(text, bits).size()).isLessThan(text.size() / 3);
    }
  }

  /** Ends of the flush markers; the texts used hold none by themselves. */
  private static List<Integer> flushes(byte[] bytes) {
    List<Integer> ends = new ArrayList<>();
    for (int i = 4; i <= bytes.length; i++) {
      boolean marker =
          bytes[i - 4] == 0 && bytes[i - 3] == 0 && bytes[i - 2] == -1 && bytes[i - 1] == -1;
      if (marker) {
        ends.add(i);
      }
    }
    return ends;
  }

  /** Fails if anything refers back to before the piece. */
  private static byte[] inflateAlone(byte[] bytes, int from, int to) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    inflater.setInput(bytes, from, to - from);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
      out.write(buffer, 0, n);
    }
    inflater.end();
    return out.toByteArray();
  }

  private static ByteString inflate(ByteString compressed) {
    try {
      byte[] bytes = compressed.toArray();
      return ByteString.fromArray(Decompressor.get().inflate(bytes, bytes.length, 1 << 20));
    } catch (ProtocolViolation e) {
      throw new AssertionError(e);
    }
  }

  private static List<ExtensionOffer> offers(String header) {
    return ExtensionOffer.parse(List.of(header)).orElseThrow();
  }
}
