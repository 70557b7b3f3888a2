package io.carillon.engine.websocket;

import static io.carillon.engine.websocket.ClientFrames.CONTINUATION;
import static io.carillon.engine.websocket.ClientFrames.FIN;
import static io.carillon.engine.websocket.ClientFrames.TEXT;
import static io.carillon.engine.websocket.ClientFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §8.1 by tables, after the Autobahn suite's section 6. */
class SessionTextTest {
  private static final String KOSME = "cebae1bdb9cf83cebcceb5";

  /** The bytes, and how many of them a text may begin with. */
  static Stream<Arguments> invalidTexts() {
    return Stream.of(
        arguments(KOSME + "eda080656469746564", 12),
        arguments(KOSME + "f4908080656469746564", 12),
        arguments("80", 0),
        arguments("bf", 0),
        arguments("c020", 0),
        arguments("c0af", 0),
        arguments("c1bf", 0),
        arguments("c220", 1),
        arguments("e020", 1),
        arguments("e080af", 1),
        arguments("e09fbf", 1),
        arguments("e28220", 2),
        arguments("eda080", 1),
        arguments("edafbf", 1),
        arguments("edbfbf", 1),
        arguments("f08080af", 1),
        arguments("f08fbfbf", 1),
        arguments("f4908080", 1),
        arguments("f5808080", 0),
        arguments("f888808080", 0),
        arguments("fc8480808080", 0),
        arguments("fe", 0),
        arguments("ff", 0),
        arguments("6162636465666768696a80", 10),
        arguments("61626364656667c3c3", 8));
  }

  @ParameterizedTest
  @MethodSource("invalidTexts")
  void failsInOneFrame(String hex, int validBytes) {
    assertThat(RecordedEvents.of(frame(FIN | TEXT, hex(hex))).failure())
        .contains(CloseCode.INVALID_FRAME_PAYLOAD_DATA);
  }

  @ParameterizedTest
  @MethodSource("invalidTexts")
  void failsAtTheFirstImpossibleByteInTheMiddleOfAFrame(String hex, int validBytes) {
    ByteString frame = frame(FIN | TEXT, hex(hex).concat(hex("20".repeat(50))));
    assertFailsAt(frame, 6 + validBytes);
  }

  @ParameterizedTest
  @MethodSource("invalidTexts")
  void failsAtTheFirstImpossibleByteOfAnyFragment(String hex, int validBytes) {
    ByteString start = frame(TEXT, hex(KOSME));
    ByteString frame = frame(CONTINUATION, hex(hex).concat(hex("20")));
    assertFailsAt(start.concat(frame), start.size() + 6 + validBytes);
  }

  private static void assertFailsAt(ByteString bytes, int lastGoodBytes) {
    Session session = new Session(new SessionLimits(1024, 16), Optional.empty());
    RecordedEvents events = RecordedEvents.of(session, bytes.take(lastGoodBytes));
    assertThat(events.all()).isEmpty();
    session.receive(bytes.slice(lastGoodBytes, lastGoodBytes + 1), events);
    assertThat(events.failure()).contains(CloseCode.INVALID_FRAME_PAYLOAD_DATA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c2", "e0a0", "e282", "f0", "f090", "f09080", "616263f48fbf"})
  void textMustNotEndWithinACharacter(String hex) {
    assertThat(RecordedEvents.of(frame(FIN | TEXT, hex(hex))).failure())
        .contains(CloseCode.INVALID_FRAME_PAYLOAD_DATA);
    RecordedEvents fragmented =
        RecordedEvents.of(frame(TEXT, hex(hex)), frame(FIN | CONTINUATION, hex("")));
    assertThat(fragmented.failure()).contains(CloseCode.INVALID_FRAME_PAYLOAD_DATA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "7f",
        "c280",
        "dfbf",
        "e0a080",
        "ed9fbf",
        "ee8080",
        "efbfbd",
        "efbfbf",
        "f0908080",
        "f48fbfbf",
        "efb790",
        "f09fbfbe",
        KOSME
      })
  void takesTheEdgesOfEveryRange(String hex) {
    assertThat(RecordedEvents.of(frame(FIN | TEXT, hex(hex))).all())
        .containsExactly(new Message(Message.Kind.TEXT, hex(hex)));
  }

  @Test
  void aCharacterMayBeSplitBetweenFragments() {
    ByteString text = hex("f09f9880");
    ByteString frames = ByteString.emptyByteString();
    for (int i = 0; i < text.size(); i++) {
      int first = (i == 0 ? TEXT : CONTINUATION) | (i == 3 ? FIN : 0);
      frames = frames.concat(frame(first, text.slice(i, i + 1)));
    }
    assertThat(RecordedEvents.of(frames).all())
        .containsExactly(new Message(Message.Kind.TEXT, text));
  }

  @Test
  void binaryMayHoldAnything() {
    assertThat(RecordedEvents.of(ClientFrames.binary(hex("ffc0"))).all())
        .containsExactly(Message.binary(hex("ffc0")));
  }

  private static ByteString hex(String hex) {
    return ByteString.fromArray(HexFormat.of().parseHex(hex));
  }
}
