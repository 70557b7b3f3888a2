package io.carillon.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.CloseCode;
import io.carillon.engine.message.Message;
import io.carillon.engine.websocket.Session;
import io.carillon.engine.websocket.SessionEvents;
import io.carillon.engine.websocket.SessionLimits;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class MessageDeadlineTest {
  private static final int[] WHOLE = {0x81, 0x81, 0, 0, 0, 0, 'x'};
  private static final int[] BEGUN = {0x81, 0x82, 0, 0, 0, 0, 'y'};

  private final Session session = new Session(new SessionLimits(1000, 10), Optional.empty());
  private final MessageDeadline deadline = new MessageDeadline(100);

  @Test
  void asksForOneTimerForEachRunOfPieces() {
    receive(BEGUN);
    assertThat(deadline.onIncomplete(session, 0)).isTrue();
    assertThat(deadline.remaining(30)).isEqualTo(70);
    assertThat(deadline.onIncomplete(session, 50)).isFalse();
    assertThat(deadline.remaining(50)).isEqualTo(50);
  }

  @Test
  void aMessageThatIsNotThereInTimeIsLate() {
    receive(BEGUN);
    deadline.onIncomplete(session, 0);
    assertThat(deadline.isLate(session, 99)).isFalse();
    assertThat(deadline.onIncomplete(session, 99)).isTrue();
    assertThat(deadline.isLate(session, 100)).isTrue();
  }

  @Test
  void aMessageThatIsWholeIsNotLate() {
    receive(BEGUN);
    deadline.onIncomplete(session, 0);
    receive('z');
    assertThat(deadline.isLate(session, 1000)).isFalse();
  }

  @Test
  void theNextMessageHasItsOwnTime() {
    receive(BEGUN);
    deadline.onIncomplete(session, 0);
    receive('z');
    receive(WHOLE);
    receive(BEGUN);
    assertThat(deadline.onIncomplete(session, 90)).isFalse();
    assertThat(deadline.isLate(session, 100)).isFalse();
    assertThat(deadline.remaining(100)).isEqualTo(90);
    assertThat(deadline.onIncomplete(session, 100)).isTrue();
    assertThat(deadline.isLate(session, 190)).isTrue();
  }

  private void receive(int... bytes) {
    byte[] in = new byte[bytes.length];
    for (int i = 0; i < in.length; i++) {
      in[i] = (byte) bytes[i];
    }
    session.receive(ByteString.fromArrayUnsafe(in), new Silent());
  }

  /** Only messages are expected. */
  private static final class Silent implements SessionEvents {
    @Override
    public void onMessage(Message message) {}

    @Override
    public void onPing(ByteString payload) {}

    @Override
    public void onPong(ByteString payload) {}

    @Override
    public void onClose(int code, String reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void onFailure(CloseCode code, String reason) {
      throw new AssertionError(reason);
    }
  }
}
