package io.carillon.engine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.Tally;
import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.node.Part;
import io.carillon.engine.node.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
  private static final int NODE = 1;
  private static final int LOST = 2;
  private static final int MOST = 10;
  private static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final BroadcastId ID = BroadcastId.random(NODE);

  private long now;
  private final Receipts receipts = new Receipts(NODE, MOST, TIME_TO_LIVE, () -> now);

  @Test
  void forgetsTheOldestAndNothingElse() {
    List<BroadcastId> ids = new ArrayList<>();
    for (int i = 0; i < 10 * MOST; i++) {
      BroadcastId next = BroadcastId.random(NODE);
      ids.add(next);
      receipts.keep(next, tally(1), START);
      assertThat(newest(ids)).allMatch(each -> receipts.part(each).isPresent());
    }
    ids.removeAll(newest(ids));
    assertThat(ids).hasSize(9 * MOST).allMatch(each -> receipts.part(each).isEmpty());
  }

  @Test
  void keepsWhatIsAnsweredLateFromThenOn() {
    Tally tally = tally(3);
    receipts.keep(ID, tally, START);
    others(MOST);
    assertThat(receipts.part(ID)).isEmpty();
    assertThat(receipts.answer(ID, tally, START).targeted()).isEqualTo(3);
    others(MOST - 1);
    tally.written(3, 0);
    assertThat(receipts.part(ID).orElseThrow().counts().written()).isEqualTo(3);
    assertThat(receipts.totals().targeted()).isEqualTo(2L + 2 * MOST);
  }

  @Test
  void forgetsWhatIsOld() {
    receipts.keep(ID, tally(1), START);
    now = TIME_TO_LIVE.toNanos() - 1;
    assertThat(receipts.part(ID)).isPresent();
    now++;
    assertThat(receipts.part(ID)).isEmpty();
  }

  @Test
  void neverKeepsItsOwnPartWithoutWhatAllAnswered() {
    Part own = keepWhole();
    answeredByOthers(MOST - 1);
    assertThat(receipts.trace(ID)).hasValue(whole(own));
    answeredByOthers(1);
    assertThat(receipts.trace(ID)).isEmpty();
  }

  private Part keepWhole() {
    Tally tally = tally(2);
    receipts.keep(ID, tally, START);
    Part own = receipts.answer(ID, tally, START);
    receipts.answered(ID, whole(own));
    return own;
  }

  private void answeredByOthers(int count) {
    for (int i = 0; i < count; i++) {
      receipts.answered(
          BroadcastId.random(NODE), new Trace(START, Level.WRITTEN, List.of(), true, List.of()));
    }
  }

  private void others(int count) {
    for (int i = 0; i < count; i++) {
      receipts.keep(BroadcastId.random(NODE), tally(1), START);
    }
  }

  private static List<BroadcastId> newest(List<BroadcastId> ids) {
    return List.copyOf(ids.subList(Math.max(0, ids.size() - MOST), ids.size()));
  }

  private static Trace whole(Part own) {
    return new Trace(START, Level.WRITTEN, List.of(own), true, List.of(LOST));
  }

  private static Tally tally(int targeted) {
    return new Tally(BroadcastOptions.DEFAULT, targeted, 0, () -> {});
  }
}
