package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one peer may send at most, on a real port. */
@ExtendWith(NoErrorsLogged.class)
class LimitsIT {
  private static final int FIN = WireFrames.FIN;
  private static final int MIB = 1 << 20;

  @Test
  void echoesLargeMessagesByteExactWhereTheLimitIsRaised() {
    Tuning tuning = new Tuning();
    tuning.maxMessageBytes = 16 * MIB;
    try (TestNode node = tuning.start();
        RawPeer peer = RawPeer.open(node.port(), "/echo")) {
      for (int size : new int[] {64 << 10, 256 << 10, MIB, 4 * MIB, 16 * MIB}) {
        byte[] payload = new byte[size];
        new SplittableRandom(size).nextBytes(payload);
        peer.send(WireFrames.binary(payload));
        assertThat(Arrays.equals(peer.readFrame().payload(), payload))
            .as("%d whole", size)
            .isTrue();
        int half = size / 2 - 3;
        peer.send(
            WireFrames.frame(WireFrames.BINARY, Arrays.copyOf(payload, half)),
            WireFrames.frame(FIN, Arrays.copyOfRange(payload, half, size)));
        assertThat(Arrays.equals(peer.readFrame().payload(), payload))
            .as("%d halves", size)
            .isTrue();
      }
      peer.send(WireFrames.frame(WireFrames.BINARY, new byte[16 * MIB]));
      peer.send(WireFrames.frame(FIN, new byte[1]));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void refusesMessagesOverTheLimitAndTakesThoseAtIt() {
    Tuning tuning = new Tuning();
    tuning.maxMessageBytes = 1000;
    try (TestNode node = tuning.start();
        RawPeer atLimit = RawPeer.open(node.port(), "/echo");
        RawPeer over = RawPeer.open(node.port(), "/echo");
        RawPeer overByFragments = RawPeer.open(node.port(), "/echo")) {
      atLimit.send(WireFrames.binary(new byte[1000]));
      assertThat(atLimit.readFrame().payload()).hasSize(1000);
      over.send(WireFrames.binary(new byte[1001]));
      failsWith(over, 1009);
      overByFragments.send(
          WireFrames.frame(WireFrames.TEXT, new byte[600]), WireFrames.frame(FIN, new byte[401]));
      failsWith(overByFragments, 1009);
    }
  }

  @Test
  void refusesMoreThan1024FragmentsEmptyOrNot() {
    try (TestNode node = new TestNode()) {
      for (byte[] piece : new byte[][] {{}, {'a'}}) {
        try (RawPeer peer = RawPeer.open(node.port(), "/echo")) {
          peer.send(fragments(piece, 1023), WireFrames.frame(FIN, piece));
          assertThat(peer.readFrame().payload()).hasSize(1024 * piece.length);
          peer.send(fragments(piece, 1025));
          failsWith(peer, 1008);
        }
      }
    }
  }

  @Test
  void refusesAMessageThatTakesTooLongAndNoQuickOneAfterAnother() {
    Tuning tuning = new Tuning();
    tuning.messageTimeout = Duration.ofMillis(300);
    try (TestNode node = tuning.start();
        RawPeer steady = RawPeer.open(node.port(), "/echo");
        RawPeer midFrame = RawPeer.open(node.port(), "/echo");
        RawPeer betweenFragments = RawPeer.open(node.port(), "/echo")) {
      byte[] whole = WireFrames.text("slow");
      midFrame.send(Arrays.copyOf(whole, whole.length - 1));
      betweenFragments.send(WireFrames.frame(WireFrames.TEXT, WireFrames.utf8("a")));
      long until = System.nanoTime() + Duration.ofMillis(700).toNanos();
      while (System.nanoTime() < until) {
        steady.send(WireFrames.frame(WireFrames.TEXT, WireFrames.utf8("a")));
        steady.send(WireFrames.frame(FIN, WireFrames.utf8("b")));
        assertThat(steady.readFrame().text()).isEqualTo("ab");
      }
      failsWith(midFrame, 1008);
      failsWith(betweenFragments, 1008);
    }
  }

  private static byte[] fragments(byte[] piece, int count) {
    byte[] first = WireFrames.frame(WireFrames.TEXT, piece);
    byte[][] frames = new byte[count][];
    Arrays.setAll(frames, i -> i == 0 ? first : WireFrames.frame(WireFrames.CONTINUATION, piece));
    return WireFrames.join(frames);
  }

  private static void failsWith(RawPeer peer, int code) {
    assertThat(peer.readFrame().closeCode()).isEqualTo(code);
    assertThat(peer.end(1000)).isEqualTo(RawPeer.End.FIN);
  }
}
