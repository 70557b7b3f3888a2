package io.carillon.engine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.BroadcastId;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.node.Part;
import io.carillon.engine.node.Trace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MergeTest {
  private static final int ASKED = 1;
  private static final int OTHER = 2;
  private static final int LATE = 3;
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final BroadcastId ID = BroadcastId.random(ASKED);

  private final Trace whole =
      new Trace(
          START, Level.RECEIVED, List.of(part(ASKED, 2), part(OTHER, 1)), true, List.of(LATE));

  @Test
  void takesTheLaterWordOfANodeAboutItself() {
    Receipt receipt = merge(Map.of(ASKED, whole, OTHER, own(OTHER, 3), LATE, own(LATE, 2)));
    assertThat(receipt.startedAt()).isEqualTo(START);
    assertThat(receipt.level()).isEqualTo(Level.RECEIVED);
    assertThat(receipt.targeted()).isEqualTo(9);
    assertThat(receipt.reached()).isEqualTo(7);
    assertThat(receipt.pending()).isEqualTo(2);
    assertThat(receipt.nodes().reporting()).containsExactly("00000001", "00000002", "00000003");
    assertThat(receipt.nodes().missing()).isEmpty();
    assertThat(receipt.complete()).isFalse();
  }

  @Test
  void keepsWhatWasHeardOfANodeThatIsGone() {
    Receipt receipt = merge(Map.of(ASKED, whole), OTHER, LATE);
    assertThat(receipt.reached()).isEqualTo(3);
    assertThat(receipt.nodes().reporting()).containsExactly("00000001", "00000002");
    assertThat(receipt.nodes().missing()).containsExactly("00000003");
  }

  @Test
  void ignoresTheSilenceOfANodeThatWasNotAsked() {
    Receipt receipt = merge(Map.of(ASKED, whole, LATE, own(LATE, 3)), 9);
    assertThat(receipt.nodes().missing()).isEmpty();
  }

  @Test
  void namesTheNodeThatWasAskedIfItIsGone() {
    Receipt receipt = merge(Map.of(OTHER, own(OTHER, 3)), LATE);
    assertThat(receipt.complete()).isFalse();
    assertThat(receipt.nodes().missing()).containsExactly("00000001", "00000003");
  }

  @Test
  void namesWhoTellsNothingOfItIfNobodyKnowsAllWhoWereAsked() {
    Receipt receipt = merge(Map.of(ASKED, own(ASKED, 3)), OTHER);
    assertThat(receipt.complete()).isFalse();
    assertThat(receipt.nodes().missing()).containsExactly("00000002");
  }

  @Test
  void isCompleteOnceAllHaveEverything() {
    Map<Integer, Trace> all = Map.of(ASKED, whole, OTHER, own(OTHER, 3), LATE, own(LATE, 3));
    assertThat(merge(all).complete()).isFalse();
    Trace settled = new Trace(START, Level.RECEIVED, List.of(part(ASKED, 3)), true, List.of());
    assertThat(merge(Map.of(ASKED, settled, OTHER, own(OTHER, 3))).complete()).isTrue();
  }

  @Test
  void isNothingIfNobodyKnowsAnything() {
    assertThat(Merge.traces(ID, Map.of(), List.of(OTHER))).isEmpty();
  }

  private static Receipt merge(Map<Integer, Trace> known, Integer... others) {
    return Merge.traces(ID, known, List.of(others)).orElseThrow();
  }

  private static Trace own(int node, int received) {
    return new Trace(
        START.plusMillis(node), Level.RECEIVED, List.of(part(node, received)), false, List.of());
  }

  private static Part part(int node, int received) {
    Receipt.Counts counts = new Receipt.Counts(3, 3, received, 0);
    return new Part(node, 3, counts, Map.of(), 3 - received, Optional.empty());
  }
}
