package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Totals;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  private Tally tally(Level level, int targets) {
    ledger.sent(targets);
    return new Tally(BroadcastOptions.DEFAULT.withLevel(level), targets, 0, () -> {}, ledger);
  }

  private static Map<FailureReason, Long> failed(long closed, long slow) {
    return Map.of(
        FailureReason.CLOSED,
        closed,
        FailureReason.SLOW,
        slow,
        FailureReason.EXPIRED,
        0L,
        FailureReason.ERROR,
        0L);
  }

  @Test
  void beginsEmpty() {
    assertThat(ledger.totals()).isEqualTo(new Totals(0, 0, 0, 0, failed(0, 0)));
  }

  @ParameterizedTest
  @EnumSource(value = Level.class, names = "PROCESSED", mode = EnumSource.Mode.EXCLUDE)
  void sumsWhatWasWrittenWhateverTheLevelAskedFor(Level level) {
    Tally direct = tally(level, 5);
    direct.written(5, 0);
    direct.reached(Level.RECEIVED, 4, 0, 0);
    Tally queued = tally(level, 3);
    queued.reached(Level.ACCEPTED, 3, 0, 0);
    queued.reached(Level.WRITTEN, 2, 0, 0);
    queued.failed(FailureReason.SLOW, 1, 1, 0);

    assertThat(ledger.totals()).isEqualTo(new Totals(2, 0, 8, 7, failed(0, 1)));
  }

  @Test
  void aTargetThatFailsAfterItWasWrittenCountsAsWritten() {
    Tally tally = tally(Level.RECEIVED, 3);
    tally.failed(FailureReason.CLOSED, 0, 1, 0);
    tally.written(2, 0);
    tally.failed(FailureReason.CLOSED, 2, 2, 0);

    assertThat(ledger.totals()).isEqualTo(new Totals(1, 0, 3, 2, failed(1, 0)));
  }

  @Test
  void countsWhatWasRefused() {
    ledger.refused();

    assertThat(ledger.totals()).isEqualTo(new Totals(0, 1, 0, 0, failed(0, 0)));
  }
}
