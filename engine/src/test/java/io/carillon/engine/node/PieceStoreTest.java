package io.carillon.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.node.PieceStore.State;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class PieceStoreTest {
  private static final ByteString A = ByteString.fromString("a");

  private final TestInbox<NodeMessage> asker = TestInbox.create();
  private final AtomicLong nanos = new AtomicLong();
  private final PieceStore store = new PieceStore(nanos::get);
  private final BroadcastId id = BroadcastId.random(1);

  @Test
  void keepsTheOrderOfThePiecesWhateverTheOrderOfTheirComing() {
    assertThat(add(id, 1, 3, "b")).isEqualTo(State.WAITING);
    assertThat(add(id, 1, 3, "b")).isEqualTo(State.WAITING);
    assertThat(store.missing(id)).containsExactly(0, 2);
    assertThat(add(id, 2, 3, "c")).isEqualTo(State.WAITING);
    assertThat(add(id, 0, 3, "a")).isEqualTo(State.COMPLETE);
    assertThat(store.take(id)).isEqualTo(ByteString.fromString("abc"));
    assertThat(store.reserved()).isZero();
    assertThat(store.missing(id)).isEmpty();
  }

  @Test
  void refusesAllPiecesOfWhatItHasNoRoomFor() {
    BroadcastId large = BroadcastId.random(1);
    assertThat(add(large, 0, Pieces.MOST_PIECES - 1, "a")).isEqualTo(State.WAITING);
    assertThat(add(id, 0, 2, "a")).isEqualTo(State.REFUSED);
    nanos.addAndGet(PieceStore.LONGEST.toNanos() - 1);
    assertThat(add(id, 1, 2, "b")).isEqualTo(State.REFUSED);
    nanos.addAndGet(1);
    assertThat(add(id, 0, 2, "a")).as("the rest of it may come").isEqualTo(State.REFUSED);
    assertThat(store.isRefused(id)).isTrue();
    assertThat(store.missing(large)).as("forgotten").isEmpty();
    assertThat(add(BroadcastId.random(1), 0, 2, "a")).isEqualTo(State.WAITING);
    nanos.addAndGet(PieceStore.LONGEST.toNanos());
    store.forgetOld();
    assertThat(store.isRefused(id)).isFalse();
    assertThat(store.reserved()).isZero();
  }

  @Test
  void refusesMoreThanItsBytesAtOnce() {
    assertThat(add(id, 0, Pieces.MOST_PIECES + 1, "a")).isEqualTo(State.REFUSED);
    assertThat(add(BroadcastId.random(1), 0, Pieces.MOST_PIECES, "a")).isEqualTo(State.WAITING);
    assertThat(store.reserved()).isEqualTo(PieceStore.MOST_BYTES);
  }

  @Test
  void refusesMoreMessagesThanItHolds() {
    for (int i = 0; i < PieceStore.MOST_MESSAGES; i++) {
      add(BroadcastId.random(1), 0, Pieces.MOST_PIECES, "a");
    }
    assertThat(add(id, 0, 2, "a")).isEqualTo(State.REFUSED);
    assertThat(store.isRefused(id)).isFalse();
  }

  @Test
  void refusesPiecesThatDoNotBelongTogether() {
    assertThat(add(id, 0, 0, "a")).isEqualTo(State.REFUSED);
    BroadcastId other = BroadcastId.random(1);
    add(other, 0, 2, "a");
    assertThat(add(other, 1, 3, "a")).isEqualTo(State.REFUSED);
    assertThat(add(other, 2, 2, "a")).isEqualTo(State.REFUSED);
    assertThat(add(other, -1, 2, "a")).isEqualTo(State.REFUSED);
    assertThat(add(other, 1, 2, "a".repeat(Pieces.MOST_BYTES + 1))).isEqualTo(State.REFUSED);
    assertThat(add(other, 1, 2, "b")).isEqualTo(State.COMPLETE);
    assertThat(store.take(other)).isEqualTo(A.concat(ByteString.fromString("b")));
  }

  private State add(BroadcastId of, int number, int count, String bytes) {
    return store.add(
        new NodeMessage.Piece(of, number, count, ByteString.fromString(bytes), asker.getRef()));
  }
}
