package io.carillon.engine.websocket;

import static io.carillon.engine.websocket.ClientFrames.BINARY;
import static io.carillon.engine.websocket.ClientFrames.CLOSE;
import static io.carillon.engine.websocket.ClientFrames.CONTINUATION;
import static io.carillon.engine.websocket.ClientFrames.FIN;
import static io.carillon.engine.websocket.ClientFrames.PING;
import static io.carillon.engine.websocket.ClientFrames.PONG;
import static io.carillon.engine.websocket.ClientFrames.TEXT;
import static io.carillon.engine.websocket.ClientFrames.bytes;
import static io.carillon.engine.websocket.ClientFrames.frame;
import static io.carillon.engine.websocket.ClientFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5 and §7 by tables, in the order of the Autobahn suite's sections 1-5 and 7. */
class SessionTest {
  private static final ByteString EMPTY = ByteString.emptyByteString();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 128, 255, 256, 65_535, 65_536, 65_537, 1 << 20})
  void readsMessagesOfEveryLengthForm(int length) {
    ByteString letters = utf8("*".repeat(length));
    assertThat(RecordedEvents.of(frame(FIN | TEXT, letters)).all())
        .containsExactly(new Message(Message.Kind.TEXT, letters));
    ByteString numbers = ByteString.fromArray(new byte[length]);
    assertThat(RecordedEvents.of(frame(FIN | BINARY, numbers)).all())
        .containsExactly(Message.binary(numbers));
  }

  @Test
  void messagesOfEveryLengthFollowEachOther() {
    ByteString bytes = EMPTY;
    List<Object> expected = new ArrayList<>();
    for (int length = 0; length < 300; length++) {
      Message message = Message.text("m".repeat(length));
      expected.add(message);
      bytes = bytes.concat(ClientFrames.of(message));
    }
    assertThat(RecordedEvents.of(bytes.compact()).all()).isEqualTo(expected);
    assertThat(RecordedEvents.of(bytes).all()).isEqualTo(expected);
  }

  @Test
  void leavesWhatFollowsUnreadWhenItIsSuspended() {
    Session session = new Session(new SessionLimits(1 << 20, 1024), Optional.empty());
    List<Message> messages = new ArrayList<>();
    RecordedEvents others = new RecordedEvents();
    SessionEvents oneByOne =
        new ForwardedEvents(others) {
          @Override
          public void onMessage(Message message) {
            messages.add(message);
            session.suspend();
          }
        };
    ByteString rest =
        RecordedEvents.join(
            ClientFrames.ping("p"),
            ClientFrames.text("short"),
            ClientFrames.binary(ByteString.fromArray(new byte[300])),
            frame(TEXT, utf8("in ")),
            frame(FIN | CONTINUATION, utf8("two")),
            ClientFrames.close(1000, ""));
    for (int count = 1; count <= 3; count++) {
      rest = session.receive(rest, oneByOne);
      assertThat(messages).hasSize(count);
      assertThat(session.isMidMessage()).isFalse();
    }
    assertThat(messages.get(2)).isEqualTo(Message.text("in two"));
    assertThat(others.all()).hasSize(1);
    assertThat(session.receive(rest, oneByOne)).isEqualTo(EMPTY);
    assertThat(others.all()).hasSize(2);
    assertThat(session.isFinished()).isTrue();
    assertThat(session.receive(ClientFrames.text("late"), oneByOne)).isEqualTo(EMPTY);
  }

  @Test
  void readsTheMaskedExampleOfTheRfc() {
    ByteString hello = bytes(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58);
    assertThat(RecordedEvents.of(hello).all()).containsExactly(Message.text("Hello"));
    assertThat(ClientFrames.text("Hello")).isEqualTo(hello);
  }

  @Test
  void readsTheMaskedPongExampleOfTheRfc() {
    ByteString pong = bytes(0x8a, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58);
    assertThat(RecordedEvents.of(pong).all())
        .containsExactly(new RecordedEvents.Pong(utf8("Hello")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 124, 125})
  void readsPingsAndPongsUpTo125Bytes(int length) {
    ByteString payload = utf8("p".repeat(length));
    assertThat(RecordedEvents.of(frame(FIN | PING, payload), frame(FIN | PONG, payload)).all())
        .containsExactly(new RecordedEvents.Ping(payload), new RecordedEvents.Pong(payload));
  }

  @ParameterizedTest
  @ValueSource(ints = {126, 200, 65_536})
  void longControlFramesAreProtocolErrors(int length) {
    ByteString payload = utf8("p".repeat(length));
    for (int opcode : new int[] {PING, PONG, CLOSE}) {
      assertProtocolError(frame(FIN | opcode, payload));
    }
  }

  @Test
  void controlFramesMustNotBeFragmented() {
    for (int opcode : new int[] {PING, PONG, CLOSE}) {
      assertProtocolError(frame(opcode, EMPTY));
    }
  }

  static IntStream reservedOpcodes() {
    return IntStream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15);
  }

  @ParameterizedTest
  @MethodSource("reservedOpcodes")
  void reservedOpcodesFailAtTheirFirstByte(int opcode) {
    assertProtocolError(bytes(FIN | opcode));
    assertProtocolError(bytes(opcode));
    assertProtocolError(ClientFrames.header(FIN | opcode, 1L << 40));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70})
  void reservedBitsFailAtTheirFirstByte(int bits) {
    for (int opcode : new int[] {TEXT, BINARY, CLOSE, PING, PONG}) {
      assertProtocolError(bytes(FIN | bits | opcode));
    }
  }

  @Test
  void unmaskedFramesAreProtocolErrors() {
    assertProtocolError(bytes(FIN | TEXT, 5, 'H', 'e', 'l', 'l', 'o'));
    assertProtocolError(bytes(FIN | PING, 0));
    assertProtocolError(bytes(FIN | BINARY, 126));
    assertProtocolError(bytes(FIN | TEXT, 0, 0, 0, 0, 0));
  }

  static Stream<ByteString> malformedLengths() {
    return Stream.of(
        bytes(FIN | BINARY, 0xfe, 0, 0),
        bytes(FIN | BINARY, 0xfe, 0, 125),
        bytes(FIN | TEXT, 0xfe, 0, 125),
        bytes(FIN | BINARY, 0xff, 0, 0, 0, 0, 0, 0, 0, 1),
        bytes(FIN | BINARY, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff),
        bytes(FIN | BINARY, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0),
        bytes(FIN | BINARY, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
  }

  @ParameterizedTest
  @MethodSource("malformedLengths")
  void lengthsMustBeMinimalAndPositive(ByteString header) {
    assertProtocolError(header);
  }

  @Test
  void joinsFragments() {
    assertThat(
            RecordedEvents.of(
                    frame(TEXT, utf8("frag")),
                    frame(CONTINUATION, EMPTY),
                    frame(CONTINUATION, utf8("ment")),
                    frame(FIN | CONTINUATION, utf8("s")))
                .all())
        .containsExactly(Message.text("fragments"));
  }

  @Test
  void emptyFragmentsMakeAnEmptyMessage() {
    assertThat(RecordedEvents.of(frame(BINARY, EMPTY), frame(FIN | CONTINUATION, EMPTY)).all())
        .containsExactly(Message.binary(EMPTY));
  }

  @Test
  void controlFramesMayComeBetweenFragments() {
    assertThat(
            RecordedEvents.of(
                    frame(TEXT, utf8("frag")),
                    ClientFrames.ping("now"),
                    frame(CONTINUATION, utf8("men")),
                    ClientFrames.pong(utf8("then")),
                    frame(FIN | CONTINUATION, utf8("ts")),
                    ClientFrames.text("next"))
                .all())
        .containsExactly(
            new RecordedEvents.Ping(utf8("now")),
            new RecordedEvents.Pong(utf8("then")),
            Message.text("fragments"),
            Message.text("next"));
  }

  @Test
  void aCloseFrameMayComeBetweenFragments() {
    assertThat(
            RecordedEvents.of(
                    frame(TEXT, utf8("frag")),
                    ClientFrames.close(1001, "leaving"),
                    frame(FIN | CONTINUATION, utf8("ment")))
                .all())
        .containsExactly(new RecordedEvents.Close(1001, "leaving"));
  }

  static Stream<Arguments> brokenSequences() {
    return Stream.of(
        arguments(frame(FIN | CONTINUATION, utf8("x")), EMPTY),
        arguments(frame(CONTINUATION, utf8("x")), EMPTY),
        arguments(frame(TEXT, utf8("x")), frame(FIN | TEXT, utf8("y"))),
        arguments(frame(TEXT, utf8("x")), frame(TEXT, utf8("y"))),
        arguments(frame(BINARY, utf8("x")), frame(FIN | BINARY, utf8("y"))),
        arguments(
            frame(TEXT, utf8("x")).concat(ClientFrames.ping("p")), frame(FIN | BINARY, utf8("y"))));
  }

  @ParameterizedTest
  @MethodSource("brokenSequences")
  void messagesMustNotBeginOrContinueWhereTheyCannot(ByteString first, ByteString second) {
    assertThat(RecordedEvents.of(first, second).failure()).contains(CloseCode.PROTOCOL_ERROR);
  }

  @Test
  void aWholeMessageDoesNotLeaveAContinuationOpen() {
    RecordedEvents events =
        RecordedEvents.of(ClientFrames.text("whole"), frame(FIN | CONTINUATION, utf8("x")));
    assertThat(events.all().get(0)).isEqualTo(Message.text("whole"));
    assertThat(events.failure()).contains(CloseCode.PROTOCOL_ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
        4999
      })
  void takesEveryCloseCodeThatMayBeSent(int code) {
    assertThat(RecordedEvents.of(ClientFrames.close(code, "bye")).all())
        .containsExactly(new RecordedEvents.Close(code, "bye"));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 1999, 2000, 2999, 5000, 65_535})
  void refusesEveryCloseCodeThatMustNotBeSent(int code) {
    assertProtocolError(ClientFrames.close(code, ""));
  }

  @Test
  void aCloseFrameWithoutBodyIs1005() {
    assertThat(RecordedEvents.of(ClientFrames.close()).all())
        .containsExactly(new RecordedEvents.Close(1005, ""));
  }

  @Test
  void aCloseFrameWithOneByteIsAProtocolError() {
    assertProtocolError(frame(FIN | CLOSE, bytes(3)));
  }

  @Test
  void takesTheLongestCloseReason() {
    String reason = "r".repeat(123);
    assertThat(RecordedEvents.of(ClientFrames.close(1000, reason)).all())
        .containsExactly(new RecordedEvents.Close(1000, reason));
    assertProtocolError(ClientFrames.close(1000, reason + "r"));
  }

  @Test
  void aCloseReasonMustBeUtf8() {
    ByteString body = bytes(0x03, 0xe8, 0xce, 0xba, 0xed, 0xa0, 0x80);
    assertThat(RecordedEvents.of(frame(FIN | CLOSE, body)).failure())
        .contains(CloseCode.INVALID_FRAME_PAYLOAD_DATA);
  }

  @Test
  void nothingIsToldAfterACloseFrame() {
    Session session = session();
    RecordedEvents events =
        RecordedEvents.of(session, ClientFrames.close(1000, ""), ClientFrames.text("late"));
    session.receive(ClientFrames.ping("later"), events);
    session.receive(bytes(0xff, 0xff), events);
    assertThat(events.all()).containsExactly(new RecordedEvents.Close(1000, ""));
    assertThat(session.isFinished()).isTrue();
  }

  @Test
  void aFailureIsToldOnce() {
    Session session = session();
    RecordedEvents events = RecordedEvents.of(session, bytes(0xff, 0xff, 0xff));
    session.receive(bytes(0xff, 0xff), events);
    session.receive(ClientFrames.text("late"), events);
    assertThat(events.all()).hasSize(1);
    assertThat(session.isFinished()).isTrue();
    assertThat(session.isMidMessage()).isFalse();
  }

  @Test
  void tellsWhatCameBeforeTheFailure() {
    RecordedEvents events = RecordedEvents.of(ClientFrames.text("good"), bytes(FIN | 3));
    assertThat(events.all()).hasSize(2).first().isEqualTo(Message.text("good"));
    assertThat(events.failure()).contains(CloseCode.PROTOCOL_ERROR);
  }

  @Test
  void isMidMessageFromTheFirstByteToTheLast() {
    Session session = session();
    RecordedEvents events = new RecordedEvents();
    ByteString frame = ClientFrames.text("Hello");
    for (int i = 0; i < frame.size(); i++) {
      assertThat(session.isMidMessage()).isEqualTo(i > 0);
      session.receive(frame.slice(i, i + 1), events);
    }
    assertThat(session.isMidMessage()).isFalse();
    session.receive(frame(TEXT, utf8("frag")), events);
    assertThat(session.isMidMessage()).isTrue();
    session.receive(frame(FIN | CONTINUATION, EMPTY), events);
    assertThat(session.isMidMessage()).isFalse();
  }

  @Test
  void countsTheMessagesThatBegan() {
    Session session = session();
    RecordedEvents events = new RecordedEvents();
    session.receive(ClientFrames.text("whole").concat(ClientFrames.ping("")), events);
    assertThat(session.messagesBegun()).isEqualTo(2);
    session.receive(frame(TEXT, utf8("frag")), events);
    session.receive(ClientFrames.ping("between").concat(frame(CONTINUATION, EMPTY)), events);
    assertThat(session.messagesBegun()).isEqualTo(3);
    session.receive(frame(FIN | CONTINUATION, EMPTY).concat(bytes(FIN | TEXT)), events);
    assertThat(session.messagesBegun()).isEqualTo(4);
  }

  @Test
  void ignoresEmptyInput() {
    Session session = session();
    assertThat(RecordedEvents.of(session, EMPTY).all()).isEmpty();
    assertThat(session.messagesBegun()).isZero();
  }

  private static Session session() {
    return new Session(new SessionLimits(1 << 20, 1024), Optional.empty());
  }

  private static void assertProtocolError(ByteString bytes) {
    RecordedEvents events = RecordedEvents.of(bytes);
    assertThat(events.all()).hasSize(1);
    assertThat(events.failure()).contains(CloseCode.PROTOCOL_ERROR);
  }
}
