package io.carillon.engine;

import static io.carillon.engine.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PingsIT {
  private static final TestNode NODE = new TestNode();
  private static final BroadcastOptions RECEIVED =
      BroadcastOptions.DEFAULT.withLevel(Level.RECEIVED).withTimeout(Duration.ofSeconds(5));

  private final Pings pings = NODE.engine.pings();
  private RawPeer peer;
  private ConnectionId id;

  @BeforeEach
  void connect() {
    peer = RawPeer.open(NODE.port(), "/chat");
    id = await(NODE.engine.connections(Optional.empty())).get(0);
  }

  @AfterEach
  void disconnect() {
    peer.close();
    Awaitility.await().until(() -> await(NODE.engine.connectionCount(Optional.empty())) == 0);
  }

  @AfterAll
  static void stop() {
    NODE.close();
  }

  private byte[] readPing() {
    RawPeer.Frame frame = peer.readFrame();
    assertThat(frame.opcode()).isEqualTo(WireFrames.PING);
    return frame.payload();
  }

  private void pong(byte[] payload) {
    peer.send(WireFrames.frame(WireFrames.FIN | WireFrames.PONG, payload));
  }

  private Optional<Duration> roundTrip() {
    return await(pings.roundTrip(id));
  }

  private CompletionStage<Receipt> send(String text) {
    return NODE.engine.broadcast(Target.connection(id), Message.text(text), RECEIVED);
  }

  @Test
  void oncePingsAtOnceAndNeverAgain() {
    await(pings.enable(id, Duration.ZERO));
    byte[] ping = readPing();
    assertThat(roundTrip()).isEmpty();
    pong(ping);
    Awaitility.await().until(() -> roundTrip().isPresent());
    assertThat(roundTrip().orElseThrow()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(5));
    await(NODE.engine.broadcast(Target.all(), Message.text("next"), BroadcastOptions.DEFAULT));
    assertThat(peer.readFrame().text()).isEqualTo("next");
  }

  @Test
  void pingsAtItsIntervalUntilItIsSwitchedOff() {
    long start = System.nanoTime();
    await(pings.enable(id, Duration.ofMillis(150)));
    for (int i = 0; i < 5; i++) {
      pong(readPing());
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertThat(taken).isBetween(Duration.ofMillis(590), Duration.ofMillis(1150));
    Awaitility.await().until(() -> roundTrip().isPresent());
    await(pings.disable(id));
    assertThat(roundTrip()).isEmpty();
    assertThat(peer.end(400)).isEqualTo(RawPeer.End.STAYS_OPEN);
  }

  @Test
  void aNewIntervalTakesThePlaceOfTheOld() {
    await(pings.enable(id, Duration.ofMillis(100)));
    pong(readPing());
    Awaitility.await().until(() -> roundTrip().isPresent());
    await(pings.enable(id, Duration.ofHours(1)));
    pong(readPing());
    await(NODE.engine.broadcast(Target.all(), Message.text("next"), BroadcastOptions.DEFAULT));
    assertThat(peer.readFrame().text()).isEqualTo("next");
  }

  @Test
  void ofBothKindsEachIsAnsweredByItsOwnPong() {
    await(pings.enable(id, Duration.ZERO));
    byte[] trip = readPing();
    CompletionStage<Receipt> receipt = send("a");
    assertThat(peer.readFrame().text()).isEqualTo("a");
    byte[] ack = readPing();
    assertThat(ack).hasSizeLessThan(trip.length);
    pong(trip);
    Awaitility.await().until(() -> roundTrip().isPresent());
    assertThat(receipt.toCompletableFuture()).isNotDone();
    pong(ack);
    assertThat(await(receipt).reached()).isOne();
  }

  @Test
  void aPeerThatAnswersOnlyTheNewestPingIsCountedAndMeasured() {
    CompletionStage<Receipt> before = send("a");
    peer.readFrame();
    readPing();
    await(pings.enable(id, Duration.ZERO));
    pong(readPing());
    assertThat(await(before).reached()).isOne();
    Awaitility.await().until(() -> roundTrip().isPresent());

    await(pings.disable(id));
    await(pings.enable(id, Duration.ZERO));
    readPing();
    CompletionStage<Receipt> after = send("b");
    peer.readFrame();
    pong(readPing());
    assertThat(await(after).reached()).isOne();
    pong(readPing());
    Awaitility.await().until(() -> roundTrip().isPresent());
  }

  @Test
  void itsOwnPingsAreAnsweredWhetherOrNotItIsMeasured() {
    peer.send(WireFrames.ping(new byte[] {1, 2}));
    assertThat(peer.readFrame().firstByte()).isEqualTo(WireFrames.FIN | WireFrames.PONG);
    await(pings.enable(id, Duration.ZERO));
    readPing();
    peer.send(WireFrames.ping(new byte[] {3}));
    assertThat(peer.readFrame().payload()).containsExactly(3);
  }

  @Test
  void whoIsNotThereIsNotMeasured() {
    ConnectionId nobody = new ConnectionId("nobody");
    assertThat(await(pings.enable(nobody, Duration.ofSeconds(1)))).isFalse();
    assertThat(await(pings.disable(nobody))).isFalse();
    assertThat(await(pings.roundTrip(nobody))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.099S", "-PT1S", "PT24H0.001S"})
  void anIntervalIsInBounds(Duration interval) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pings.enable(id, interval))
        .withMessageContaining("100ms to 24h");
  }
}
