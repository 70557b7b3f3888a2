package io.carillon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private final Ledger ledger = new Ledger(2, 2);

  @Test
  void inOrderIsNoFault() {
    record(0, 1, 2, 3);
    assertFaults(0, 0, 0, 4);
  }

  @Test
  void aGapIsMissing() {
    record(0, 1, 4, 5);
    assertFaults(2, 0, 0, 6);
  }

  @Test
  void theLastOnesMayBeMissingToo() {
    record(0, 1);
    assertFaults(3, 0, 0, 5);
  }

  @Test
  void againIsDoubled() {
    record(0, 1, 1, 2, 0);
    assertFaults(0, 2, 0, 3);
  }

  @Test
  void lateIsOutOfOrderAndNotMissing() {
    record(0, 2, 1, 3);
    assertFaults(0, 0, 1, 4);
  }

  @Test
  void lateAndAgainIsBoth() {
    record(0, 2, 1, 1);
    assertFaults(0, 1, 1, 3);
  }

  @Test
  void receiversAndPublishersAreToldApart() {
    assertThat(ledger.record(0, 0, 0)).isTrue();
    assertThat(ledger.record(0, 1, 0)).isTrue();
    assertThat(ledger.record(1, 0, 0)).isTrue();
    assertThat(ledger.record(1, 1, 0)).isTrue();
    assertThat(ledger.missing(new long[] {1, 1}, receiver -> true)).isZero();
  }

  @Test
  void whatCannotHaveBeenSentIsUnknown() {
    assertThat(ledger.record(0, 2, 0)).isFalse();
    assertThat(ledger.record(0, -1, 0)).isFalse();
    assertThat(ledger.record(0, 0, -1)).isFalse();
    assertThat(ledger.record(0, 0, 1L << 40)).isFalse();
    assertThat(ledger.unknown()).isEqualTo(4);
  }

  @Test
  void whoShouldReceiveNothingMissesNothing() {
    record(0);
    assertThat(ledger.missing(new long[] {0, 1}, receiver -> receiver == 1)).isZero();
    assertThat(ledger.missing(new long[] {0, 2}, receiver -> receiver == 1)).isEqualTo(1);
  }

  private void record(long... sequences) {
    LongStream.of(sequences).forEach(s -> ledger.record(1, 1, s));
  }

  /** Of receiver 1 and publisher 1, who has sent so many; nobody else has sent or received. */
  private void assertFaults(long missing, long doubled, long outOfOrder, long published) {
    assertThat(ledger.missing(new long[] {0, published}, receiver -> true) - published)
        .isEqualTo(missing);
    assertThat(ledger.doubled()).isEqualTo(doubled);
    assertThat(ledger.outOfOrder()).isEqualTo(outOfOrder);
  }
}
