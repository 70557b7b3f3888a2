package io.carillon.engine.websocket;

import static io.carillon.engine.websocket.ClientFrames.BINARY;
import static io.carillon.engine.websocket.ClientFrames.CONTINUATION;
import static io.carillon.engine.websocket.ClientFrames.FIN;
import static io.carillon.engine.websocket.ClientFrames.TEXT;
import static io.carillon.engine.websocket.ClientFrames.frame;
import static io.carillon.engine.websocket.ClientFrames.header;
import static io.carillon.engine.websocket.ClientFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionLimitsTest {
  private static final int LIMIT = 64 * 1024;
  private static final ByteString EMPTY = ByteString.emptyByteString();

  @ParameterizedTest
  @ValueSource(ints = {LIMIT - 1, LIMIT})
  void takesMessagesUpToTheLimit(int length) {
    ByteString payload = ByteString.fromArray(new byte[length]);
    assertThat(events(ClientFrames.binary(payload)).all()).containsExactly(Message.binary(payload));
  }

  @ParameterizedTest
  @ValueSource(longs = {LIMIT + 1, 1L << 31, 1L << 32, 1L << 62, Long.MAX_VALUE})
  void refusesAFrameByTheLengthItDeclares(long length) {
    assertThat(events(header(FIN | BINARY, length)).failure()).contains(CloseCode.MESSAGE_TOO_BIG);
    assertThat(events(header(TEXT, length)).failure()).contains(CloseCode.MESSAGE_TOO_BIG);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 200, 1L << 40, Long.MAX_VALUE})
  void countsTheFragmentsBefore(long length) {
    ByteString start = frame(BINARY, ByteString.fromArray(new byte[LIMIT - 1]));
    assertThat(events(start, frame(FIN | CONTINUATION, utf8("x"))).all()).hasSize(1);
    assertThat(events(start, header(FIN | CONTINUATION, length)).failure())
        .contains(CloseCode.MESSAGE_TOO_BIG);
  }

  @Test
  void refusesAnUnfragmentedMessageThatIsThereAsAWhole() {
    Session session = new Session(new SessionLimits(10, 4), Optional.empty());
    RecordedEvents events = RecordedEvents.of(session, ClientFrames.text("eleven chars"));
    assertThat(events.failure()).contains(CloseCode.MESSAGE_TOO_BIG);
  }

  @Test
  void takesFragmentsUpToTheLimit() {
    ByteString start = frame(BINARY, EMPTY).concat(frame(CONTINUATION, EMPTY));
    ByteString end = frame(FIN | CONTINUATION, EMPTY);
    assertThat(events(start, frame(CONTINUATION, EMPTY), end).all())
        .containsExactly(Message.binary(EMPTY));
  }

  @Test
  void emptyFragmentsCount() {
    ByteString start = frame(TEXT, EMPTY);
    ByteString next = frame(CONTINUATION, EMPTY);
    assertThat(events(start, next, next, next, next).failure())
        .contains(CloseCode.POLICY_VIOLATION);
  }

  @Test
  void fragmentsAreCountedPerMessage() {
    ByteString message =
        RecordedEvents.join(
            frame(TEXT, utf8("a")),
            frame(CONTINUATION, utf8("b")),
            frame(FIN | CONTINUATION, utf8("c")));
    assertThat(events(message, message, message).all())
        .containsExactly(Message.text("abc"), Message.text("abc"), Message.text("abc"));
  }

  @Test
  void controlFramesAreNoFragments() {
    ByteString ping = ClientFrames.ping("p");
    ByteString end = frame(FIN | CONTINUATION, utf8("b"));
    assertThat(events(frame(TEXT, utf8("a")), ping, ping, ping, ping, ping, end).all())
        .hasSize(6)
        .last()
        .isEqualTo(Message.text("ab"));
  }

  @Test
  void allocatesForWhatArrivesNotForWhatIsDeclared() {
    int limit = 1 << 30;
    long before = allocatedBytes();
    for (int i = 0; i < 1000; i++) {
      Session session = new Session(new SessionLimits(limit, 4), Optional.empty());
      RecordedEvents events = RecordedEvents.of(session, header(FIN | BINARY, limit), utf8("four"));
      assertThat(events.all()).isEmpty();
    }
    assertThat(allocatedBytes() - before).isLessThan(32 << 20);
  }

  @Test
  void anIdleSessionIsTiny() {
    SessionLimits limits = new SessionLimits(LIMIT, 4);
    Optional<Deflate> deflate = Optional.of(new Deflate(15));
    Session[] sessions = new Session[10_000];
    long before = allocatedBytes();
    for (int i = 0; i < sessions.length; i++) {
      sessions[i] = new Session(limits, deflate);
    }
    assertThat((allocatedBytes() - before) / sessions.length).isLessThanOrEqualTo(100);
  }

  @Test
  void manySmallFragmentsCostLinearTime() {
    int fragments = 200_000;
    Session session = new Session(new SessionLimits(1 << 20, fragments + 1), Optional.empty());
    RecordedEvents events = RecordedEvents.of(session, frame(BINARY, utf8("x")));
    ByteString next = frame(CONTINUATION, utf8("x"));
    long before = allocatedBytes();
    for (int i = 1; i < fragments; i++) {
      session.receive(next, events);
    }
    assertThat(allocatedBytes() - before).isLessThan(100L << 20);
    session.receive(frame(FIN | CONTINUATION, EMPTY), events);
    assertThat(events.all()).containsExactly(Message.binary(utf8("x".repeat(fragments))));
  }

  @Test
  void limitsMustBePositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionLimits(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionLimits(1, 0));
  }

  static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  private static RecordedEvents events(ByteString... bytes) {
    Session session = new Session(new SessionLimits(LIMIT, 4), Optional.empty());
    return RecordedEvents.of(session, bytes);
  }
}
