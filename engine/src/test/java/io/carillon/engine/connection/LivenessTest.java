package io.carillon.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.delivery.Outbox;
import io.carillon.engine.delivery.OutboxSettings;
import io.carillon.engine.delivery.OverflowPolicy;
import io.carillon.engine.registry.FakeEndpoint;
import io.carillon.engine.websocket.Frames;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class LivenessTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(25),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1));

  private final long start = System.nanoTime();
  private final Socket socket = new Socket();
  private final FakeEndpoint endpoint = new FakeEndpoint(socket);
  private final Outbox outbox = endpoint.outbox();
  private final Liveness liveness = new Liveness(PATIENCE, start);

  @Test
  void looksAtAConnectionBeforeItCouldBeSlow() {
    assertThat(beat(0)).isEqualTo(start + 30 * SECOND / 4);
    assertThat(beat(20)).isEqualTo(start + 25 * SECOND);
    assertThat(socket.pings()).isZero();
  }

  @Test
  void pingsAPeerThatIsSilent() {
    assertThat(beat(25)).isEqualTo(start + (25 * 2 + 15) * SECOND / 2);
    assertThat(socket.pings()).isOne();
    beat(30);
    assertThat(socket.pings()).isOne();
  }

  @Test
  void closesAPeerThatStaysSilent() {
    beat(25);
    beat(34);
    assertThat(endpoint.closedWith).isZero();
    assertThat(beat(35)).isEqualTo(Endpoint.GONE);
    assertThat(endpoint.closedWith).isEqualTo(1001);
  }

  @Test
  void anyByteIsLife() {
    beat(25);
    liveness.heard(start + 33 * SECOND);
    assertThat(beat(36)).isEqualTo(start + (36 * 2 + 15) * SECOND / 2);
    beat(57);
    assertThat(endpoint.closedWith).isZero();
  }

  @Test
  void aPeerThatAnsweredIsPingedAgainAfterTheNextSilence() {
    beat(25);
    outbox.pong(socket.lastPing(), start + 26 * SECOND);
    liveness.heard(start + 26 * SECOND);
    beat(51);
    assertThat(socket.pings()).isEqualTo(2);
    beat(60);
    assertThat(endpoint.closedWith).isZero();
    assertThat(beat(61)).isEqualTo(Endpoint.GONE);
  }

  @Test
  void silenceCountsAnewIfNoLookFellBetween() {
    beat(25);
    outbox.pong(socket.lastPing(), start + 26 * SECOND);
    liveness.heard(start + 26 * SECOND);
    beat(100);
    assertThat(endpoint.closedWith).isZero();
    assertThat(socket.pings()).isEqualTo(2);
  }

  @Test
  void silenceProvesNothingWhileTheStreamDoesNotRead() {
    liveness.reading(false);
    beat(25);
    assertThat(beat(500)).isEqualTo(start + 500 * SECOND + 30 * SECOND / 4);
    assertThat(endpoint.closedWith).isZero();
    liveness.reading(true);
    beat(501);
    assertThat(endpoint.closedWith).isZero();
    assertThat(socket.pings()).isOne();
  }

  @Test
  void silenceProvesNothingWhileOurOwnBytesAreStuck() {
    beat(25);
    socket.full = true;
    outbox.reply(Frames.pong(ByteString.emptyByteString()), start + 26 * SECOND);
    beat(40);
    assertThat(endpoint.closedWith).isZero();
    assertThat(endpoint.cutOffs).isZero();
    assertThat(beat(56)).isEqualTo(Endpoint.GONE);
    assertThat(endpoint.cutOffs).isOne();
  }

  @Test
  void cutsOffAPeerThatTakesNothing() {
    socket.full = true;
    outbox.reply(Frames.pong(ByteString.emptyByteString()), start);
    liveness.heard(start + 29 * SECOND);
    beat(29);
    assertThat(endpoint.cutOffs).isZero();
    assertThat(beat(30)).isEqualTo(Endpoint.GONE);
    assertThat(endpoint.cutOffs).isOne();
  }

  @Test
  void doesNotCutOffAConnectionThatIsNotOpenYet() {
    Outbox unopened = unopened();
    liveness.beat(unopened, endpoint, start + SECOND);
    assertThat(endpoint.cutOffs).isZero();
  }

  @Test
  void wakesTheStreamIfThePingDidNotGoOut() {
    socket.full = true;
    beat(25);
    assertThat(endpoint.wakes).isOne();
  }

  private long beat(int second) {
    return liveness.beat(outbox, endpoint, start + second * SECOND);
  }

  private Outbox unopened() {
    var settings =
        new OutboxSettings(
            1, 1, OverflowPolicy.DROP_NEWEST, Duration.ofSeconds(1), Duration.ofSeconds(1));
    return new Outbox(settings, socket, 0, endpoint);
  }

  /** Takes everything or nothing. */
  private static final class Socket implements WritableByteChannel {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    boolean full;

    @Override
    public int write(ByteBuffer from) {
      if (full) {
        return 0;
      }
      byte[] bytes = new byte[from.remaining()];
      from.get(bytes);
      taken.writeBytes(bytes);
      return bytes.length;
    }

    /** Every ping has ten bytes, and nothing else is sent. */
    int pings() {
      return taken.size() / 10;
    }

    ByteString lastPing() {
      byte[] all = taken.toByteArray();
      return ByteString.fromArray(all, all.length - 8, 8);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
