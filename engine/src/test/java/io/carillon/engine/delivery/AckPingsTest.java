package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.websocket.EncodedFrame;
import org.junit.jupiter.api.Test;

class AckPingsTest {
  private static final BroadcastOptions RECEIVED =
      BroadcastOptions.DEFAULT.withLevel(Level.RECEIVED);

  private final AckPings acks = new AckPings(4);
  private final Delivery first = delivery();
  private final Delivery second = delivery();

  @Test
  void aPongAcknowledgesEverythingBeforeItsPing() {
    acks.track(first, false);
    acks.track(second, false);
    acks.pong(ping(), 0);
    assertThat(received(first)).isOne();
    assertThat(received(second)).isOne();
  }

  @Test
  void aPongDoesNotAcknowledgeWhatCameBehindItsPing() {
    acks.track(first, false);
    long ping = ping();
    acks.track(second, false);
    acks.pong(ping, 0);
    assertThat(received(first)).isOne();
    assertThat(received(second)).isZero();
    assertThat(acks.isDue()).isTrue();
    acks.pong(ping(), 0);
    assertThat(received(second)).isOne();
    assertThat(acks.isDue()).isFalse();
  }

  @Test
  void hasOnePingInFlight() {
    acks.track(first, false);
    long ping = ping();
    acks.track(second, false);
    assertThat(acks.reserve(0)).isEqualTo(AckPings.NONE);
    assertThat(acks.isDue()).isFalse();
    acks.pong(ping, 0);
    assertThat(acks.reserve(0)).isNotIn(AckPings.NONE, ping);
  }

  @Test
  void aPongThatComesBeforeTheCommitCountsWithIt() {
    long ping = acks.reserve(0);
    acks.pong(ping, 0);
    acks.track(first, false);
    assertThat(received(first)).isZero();
    acks.commit(0);
    assertThat(received(first)).isOne();
    assertThat(acks.reserve(0)).isNotEqualTo(AckPings.NONE);
  }

  @Test
  void anEarlyPongIsNotRememberedForTheNextPing() {
    acks.pong(acks.reserve(0), 0);
    acks.commit(0);
    acks.track(first, false);
    ping();
    assertThat(received(first)).isZero();
  }

  @Test
  void bogusPongsCountForNothing() {
    acks.track(first, false);
    acks.pong(AckPings.NONE, 0);
    long ping = ping();
    acks.pong(AckPings.NONE, 0);
    acks.pong(ping + 1, 0);
    acks.pong(ping ^ 1L << 40, 0);
    assertThat(received(first)).isZero();
    acks.pong(ping, 0);
    acks.pong(ping, 0);
    assertThat(received(first)).isOne();
  }

  @Test
  void aCancelledPingLeavesItsFramesToTheNext() {
    acks.track(first, false);
    long cancelled = acks.reserve(0);
    acks.cancel();
    acks.pong(cancelled, 0);
    assertThat(received(first)).isZero();
    assertThat(acks.isDue()).isTrue();
    acks.pong(ping(), 0);
    assertThat(received(first)).isOne();
  }

  @Test
  void framesOverTheLimitFailAsSlow() {
    for (int i = 0; i < 2; i++) {
      acks.track(delivery(), false);
    }
    ping();
    for (int i = 0; i < 2; i++) {
      acks.track(delivery(), false);
    }
    acks.track(first, false);
    assertThat(first.tally().failures(Level.RECEIVED))
        .containsExactly(entry(FailureReason.SLOW, 1));
    assertThat(first.tally().failures(Level.WRITTEN)).isEmpty();
  }

  @Test
  void failsWhatAwaitsAPongOnce() {
    acks.track(first, false);
    long ping = ping();
    acks.track(second, false);
    acks.fail(FailureReason.CLOSED);
    acks.fail(FailureReason.CLOSED);
    acks.pong(ping, 0);
    assertThat(first.tally().failures(Level.RECEIVED)).containsEntry(FailureReason.CLOSED, 1);
    assertThat(second.tally().failures(Level.RECEIVED)).containsEntry(FailureReason.CLOSED, 1);
    assertThat(received(first)).isZero();
  }

  @Test
  void isStalledWhileAnOldPingIsInFlight() {
    assertThat(acks.isStalled(100, 10)).isFalse();
    long ping = acks.reserve(100);
    acks.commit(100);
    assertThat(acks.isStalled(109, 10)).isFalse();
    assertThat(acks.isStalled(110, 10)).isTrue();
    acks.pong(ping, 110);
    assertThat(acks.isStalled(200, 10)).isFalse();
  }

  private long ping() {
    long ping = acks.reserve(0);
    acks.commit(0);
    return ping;
  }

  private static int received(Delivery delivery) {
    return delivery.tally().counts().received();
  }

  private static Delivery delivery() {
    return Delivery.of(
        EncodedFrame.of(Message.text("x")), new Tally(RECEIVED, 1, 0, () -> {}), RECEIVED, 0);
  }
}
