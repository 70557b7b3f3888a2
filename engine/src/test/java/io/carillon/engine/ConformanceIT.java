package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 as a client sees it on a real port: frames, fragments, text and closing. */
@ExtendWith(NoErrorsLogged.class)
class ConformanceIT {
  private static final int FIN = WireFrames.FIN;
  private static final int TEXT = WireFrames.TEXT;
  private static final int BINARY = WireFrames.BINARY;
  private static final int CONTINUATION = WireFrames.CONTINUATION;
  private static final int PING = WireFrames.PING;
  private static final int PONG = WireFrames.PONG;
  private static final int CLOSE = WireFrames.CLOSE;
  private static final byte[] NOTHING = {};

  private static TestNode node;

  @BeforeAll
  static void start() {
    node = new Tuning().start();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65535, 65536, 1 << 17})
  void echoesMessagesOfEveryFramingLength(int length) {
    try (RawPeer peer = echo()) {
      byte[] text = letters(length);
      byte[] binary = bytes(length);
      peer.send(WireFrames.frame(FIN | TEXT, text), WireFrames.binary(binary));
      expect(peer, FIN | TEXT, text);
      expect(peer, FIN | BINARY, binary);
      closesNormally(peer);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "125,1", "126,1", "127,2", "128,3", "2000,1", "65535,997", "65536,997"})
  void echoesMessagesThatArriveInPieces(int length, int piece) {
    try (RawPeer peer = echo()) {
      byte[] text = letters(length);
      byte[] binary = bytes(length);
      byte[] frames =
          WireFrames.join(WireFrames.frame(FIN | TEXT, text), WireFrames.binary(binary));
      peer.sendChopped(frames, piece);
      expect(peer, FIN | TEXT, text);
      expect(peer, FIN | BINARY, binary);
      closesNormally(peer);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 124, 125})
  void answersPingsWithTheirPayload(int length) {
    try (RawPeer peer = echo()) {
      byte[] payload = bytes(length);
      peer.send(WireFrames.ping(payload));
      expect(peer, FIN | PONG, payload);
      peer.sendChopped(WireFrames.ping(payload), 1);
      expect(peer, FIN | PONG, payload);
      closesNormally(peer);
    }
  }

  @Test
  void refusesPingsOfMoreThan125Bytes() {
    try (RawPeer peer = echo()) {
      peer.send(WireFrames.ping(bytes(126)));
      failsWith(peer, 1002);
    }
  }

  @Test
  void answersTenPingsInARow() {
    try (RawPeer peer = echo()) {
      byte[] pings = NOTHING;
      for (int i = 0; i < 10; i++) {
        pings = WireFrames.join(pings, WireFrames.ping(new byte[] {(byte) i}));
      }
      peer.send(pings);
      for (int i = 0; i < 10; i++) {
        expect(peer, FIN | PONG, new byte[] {(byte) i});
      }
      peer.sendChopped(pings, 1);
      for (int i = 0; i < 10; i++) {
        expect(peer, FIN | PONG, new byte[] {(byte) i});
      }
      closesNormally(peer);
    }
  }

  @Test
  void ignoresUnsolicitedPongs() {
    try (RawPeer peer = echo()) {
      for (int length : new int[] {0, 8, 125}) {
        peer.send(WireFrames.frame(FIN | PONG, bytes(length)));
      }
      peer.send(WireFrames.ping(bytes(3)));
      expect(peer, FIN | PONG, bytes(3));
      closesNormally(peer);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70})
  void refusesReservedBits(int bits) {
    for (int opcode : new int[] {TEXT, BINARY, PING, PONG, CLOSE}) {
      try (RawPeer peer = echo()) {
        peer.send(WireFrames.text("before"), WireFrames.frame(FIN | bits | opcode, bytes(4)));
        expect(peer, FIN | TEXT, WireFrames.utf8("before"));
        failsWith(peer, 1002);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
  void refusesReservedOpcodesAfterEchoingWhatCameBefore(int opcode) {
    try (RawPeer peer = echo()) {
      peer.send(WireFrames.text("before"), WireFrames.frame(FIN | opcode, bytes(9)));
      expect(peer, FIN | TEXT, WireFrames.utf8("before"));
      failsWith(peer, 1002);
    }
  }

  @Test
  void refusesUnmaskedFrames() {
    try (RawPeer peer = echo()) {
      peer.send(new byte[] {(byte) 0x81, 1, 'a'});
      failsWith(peer, 1002);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "82fe007d00000000",
        "82ff000000000000ffff00000000",
        "82ff800000000000000000000000"
      })
  void refusesMalformedLengths(String header) {
    try (RawPeer peer = echo()) {
      peer.send(HexFormat.of().parseHex(header));
      failsWith(peer, 1002);
    }
  }

  @Test
  void refusesADeclaredLengthOverTheLimitAtOnce() {
    for (String header :
        new String[] {"82ff3fffffffffffffff00000000", "82ff000000000010000100000000"}) {
      try (RawPeer peer = echo()) {
        peer.send(HexFormat.of().parseHex(header));
        failsWith(peer, 1009);
      }
    }
  }

  @Test
  void joinsFragmentsWithControlFramesBetweenThem() {
    try (RawPeer peer = echo()) {
      byte[] frames =
          WireFrames.join(
              WireFrames.frame(TEXT, WireFrames.utf8("one ")),
              WireFrames.ping(WireFrames.utf8("p1")),
              WireFrames.frame(CONTINUATION, NOTHING),
              WireFrames.frame(FIN | PONG, bytes(5)),
              WireFrames.frame(CONTINUATION, WireFrames.utf8("two ")),
              WireFrames.ping(WireFrames.utf8("p2")),
              WireFrames.frame(FIN | CONTINUATION, WireFrames.utf8("three")));
      peer.send(frames);
      expect(peer, FIN | PONG, WireFrames.utf8("p1"));
      expect(peer, FIN | PONG, WireFrames.utf8("p2"));
      expect(peer, FIN | TEXT, WireFrames.utf8("one two three"));
      peer.sendChopped(frames, 1);
      expect(peer, FIN | PONG, WireFrames.utf8("p1"));
      expect(peer, FIN | PONG, WireFrames.utf8("p2"));
      expect(peer, FIN | TEXT, WireFrames.utf8("one two three"));
      closesNormally(peer);
    }
  }

  @Test
  void refusesAContinuationOfNothing() {
    for (int first : new int[] {CONTINUATION, FIN | CONTINUATION}) {
      try (RawPeer peer = echo()) {
        peer.send(WireFrames.text("whole"), WireFrames.frame(first, bytes(3)));
        expect(peer, FIN | TEXT, WireFrames.utf8("whole"));
        failsWith(peer, 1002);
      }
    }
  }

  @Test
  void refusesANewMessageInsideAFragmentedOne() {
    for (int first : new int[] {TEXT, FIN | TEXT, BINARY, FIN | BINARY}) {
      try (RawPeer peer = echo()) {
        peer.send(WireFrames.frame(TEXT, bytes(0)), WireFrames.frame(first, bytes(0)));
        failsWith(peer, 1002);
      }
    }
  }

  @Test
  void refusesFragmentedControlFrames() {
    for (int opcode : new int[] {PING, PONG, CLOSE}) {
      try (RawPeer peer = echo()) {
        peer.send(WireFrames.frame(opcode, bytes(2)));
        failsWith(peer, 1002);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cebae1bdb9cf83cebcceb5",
        "00",
        "7f",
        "c280",
        "dfbf",
        "e0a080",
        "ed9fbf",
        "ee8080",
        "efbfbf",
        "f0908080",
        "f48fbfbf",
        "efbbbf",
        "f09f9880"
      })
  void echoesValidText(String hex) {
    byte[] text = HexFormat.of().parseHex(hex);
    try (RawPeer peer = echo()) {
      peer.send(WireFrames.frame(FIN | TEXT, text));
      expect(peer, FIN | TEXT, text);
      peer.send(WireFrames.frame(TEXT, Arrays.copyOf(text, 1)));
      for (int i = 1; i < text.length; i++) {
        peer.send(WireFrames.frame(CONTINUATION, Arrays.copyOfRange(text, i, i + 1)));
      }
      peer.send(WireFrames.frame(FIN | CONTINUATION, NOTHING));
      expect(peer, FIN | TEXT, text);
      closesNormally(peer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c0af",
        "c1bf",
        "e08080",
        "eda080",
        "edbfbf",
        "f0808080",
        "f4908080",
        "f5808080",
        "f888808080",
        "fe",
        "ff",
        "c2",
        "e1bd",
        "f09f98",
        "cebae1bdb9cf83eda080656469746564"
      })
  void refusesTextThatIsNoUtf8(String hex) {
    byte[] text = HexFormat.of().parseHex(hex);
    try (RawPeer whole = echo();
        RawPeer pieces = echo()) {
      whole.send(WireFrames.frame(FIN | TEXT, text));
      failsWith(whole, 1007);
      pieces.send(WireFrames.frame(TEXT, NOTHING));
      pieces.sendChopped(WireFrames.frame(FIN | CONTINUATION, text), 1);
      failsWith(pieces, 1007);
    }
  }

  @Test
  void refusesTextAtItsFirstImpossibleByteInTheMiddleOfAFragment() {
    byte[] start = HexFormat.of().parseHex("cebae1bdb9cf83cebcceb5f4908080");
    try (RawPeer peer = echo()) {
      byte[] frame = WireFrames.frame(TEXT, Arrays.copyOf(start, 1000));
      peer.send(Arrays.copyOf(frame, frame.length - 1000 + 12));
      peer.send(Arrays.copyOfRange(frame, frame.length - 1000 + 12, frame.length - 1000 + 13));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1007);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
  void answersACloseFrameWithItsCode(int code) {
    try (RawPeer peer = echo()) {
      peer.send(WireFrames.close(code, "Goodbye"));
      failsWith(peer, code);
    }
  }

  @Test
  void answersACloseFrameWithoutACode() {
    try (RawPeer peer = echo()) {
      peer.send(WireFrames.frame(FIN | CLOSE, NOTHING));
      failsWith(peer, 1005);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65535})
  void refusesCloseCodesThatMustNotBeSent(int code) {
    try (RawPeer peer = echo()) {
      peer.send(WireFrames.close(code, ""));
      failsWith(peer, 1002);
    }
  }

  @Test
  void refusesMalformedCloseFrames() {
    try (RawPeer oneByte = echo();
        RawPeer tooLong = echo();
        RawPeer badReason = echo()) {
      oneByte.send(WireFrames.frame(FIN | CLOSE, new byte[] {3}));
      failsWith(oneByte, 1002);
      tooLong.send(WireFrames.close(1000, "x".repeat(124)));
      failsWith(tooLong, 1002);
      badReason.send(WireFrames.frame(FIN | CLOSE, HexFormat.of().parseHex("03e8cebaeda080")));
      failsWith(badReason, 1007);
    }
  }

  @Test
  void acceptsTheLongestReason() {
    try (RawPeer peer = echo()) {
      peer.send(WireFrames.close(1000, "x".repeat(123)));
      failsWith(peer, 1000);
    }
  }

  @Test
  void ignoresWhatFollowsACloseFrame() {
    try (RawPeer peer = echo()) {
      peer.send(
          WireFrames.text("one"),
          WireFrames.close(1000, ""),
          WireFrames.text("two"),
          WireFrames.ping(bytes(3)),
          WireFrames.frame(FIN | 5, bytes(3)));
      expect(peer, FIN | TEXT, WireFrames.utf8("one"));
      failsWith(peer, 1000);
    }
  }

  @Test
  void endsAfterAClientThatVanishesWithoutACloseFrame() {
    try (RawPeer peer = echo()) {
      peer.send(WireFrames.text("x"));
      expect(peer, FIN | TEXT, WireFrames.utf8("x"));
      peer.finishSending();
      assertThat(peer.end(1000)).isNotEqualTo(RawPeer.End.STAYS_OPEN);
    }
  }

  @Test
  void echoesManyMessagesSentInOneWriteInOrder() {
    try (RawPeer peer = echo()) {
      byte[] all = NOTHING;
      for (int i = 0; i < 500; i++) {
        all = WireFrames.join(all, WireFrames.text("message " + i));
      }
      peer.send(all);
      for (int i = 0; i < 500; i++) {
        expect(peer, FIN | TEXT, WireFrames.utf8("message " + i));
      }
      closesNormally(peer);
    }
  }

  private static RawPeer echo() {
    return RawPeer.open(node.port(), "/echo");
  }

  private static void expect(RawPeer peer, int firstByte, byte[] payload) {
    RawPeer.Frame frame = peer.readFrame();
    assertThat(frame.firstByte()).isEqualTo(firstByte);
    assertThat(Arrays.equals(frame.payload(), payload))
        .as("%d bytes come back, got %d", payload.length, frame.payload().length)
        .isTrue();
  }

  private static void closesNormally(RawPeer peer) {
    peer.send(WireFrames.close(1000, "done"));
    failsWith(peer, 1000);
  }

  /** A close frame with this code is the next and last one, and a clean end follows at once. */
  private static void failsWith(RawPeer peer, int code) {
    assertThat(peer.readFrame().closeCode()).isEqualTo(code);
    assertThat(peer.end(1000)).isEqualTo(RawPeer.End.FIN);
  }

  private static byte[] letters(int length) {
    return "*".repeat(length).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }
}
