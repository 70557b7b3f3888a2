package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Receipt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TallyTest {
  private static final BroadcastOptions WRITTEN = BroadcastOptions.DEFAULT;
  private static final BroadcastOptions RECEIVED = WRITTEN.withLevel(Level.RECEIVED);

  private final AtomicInteger announced = new AtomicInteger();

  @Test
  void isSettledWhenEveryTargetReachedTheLevel() {
    Tally tally = tally(WRITTEN, 3);
    tally.written(2, 0);
    assertThat(announced).hasValue(0);
    tally.written(1, 0);
    assertThat(announced).hasValue(1);
    assertThat(tally.pending()).isZero();
    assertThat(tally.counts()).isEqualTo(new Receipt.Counts(3, 3, 0, 0));
  }

  @Test
  void aFailedTargetIsNotPending() {
    Tally tally = tally(WRITTEN, 2);
    tally.written(1, 0);
    tally.failed(FailureReason.CLOSED, 0, 1, 0);
    assertThat(announced).hasValue(1);
    assertThat(tally.failures(Level.WRITTEN)).containsExactly(entry(FailureReason.CLOSED, 1));
  }

  @Test
  void aTargetThatFailsAfterTheLevelStillCountsAsReached() {
    Tally tally = tally(WRITTEN.withLevel(Level.ACCEPTED), 1);
    tally.reached(Level.ACCEPTED, 1, 0, 0);
    tally.failed(FailureReason.SLOW, 1, 1, 0);
    assertThat(tally.failures(Level.ACCEPTED)).isEmpty();
    assertThat(tally.failures(Level.WRITTEN)).containsExactly(entry(FailureReason.SLOW, 1));
    assertThat(tally.counts().accepted()).isOne();
    assertThat(tally.pending()).isZero();
  }

  @Test
  void doesNotWaitForTargetsThatHadStalled() {
    Tally tally = tally(WRITTEN, 3);
    tally.written(2, 0);
    tally.stalled(1);
    assertThat(announced).hasValue(1);
    assertThat(tally.pending()).isOne();
  }

  @Test
  void aStalledTargetThatIsWrittenAfterAllIsNotSubtractedTwice() {
    Tally tally = tally(WRITTEN, 3);
    tally.stalled(1);
    tally.reached(Level.WRITTEN, 1, 1, 0);
    tally.written(1, 0);
    assertThat(announced).hasValue(0);
    tally.written(1, 0);
    assertThat(announced).hasValue(1);
  }

  @Test
  void aStalledTargetThatFailsIsNotSubtractedTwice() {
    Tally tally = tally(WRITTEN, 3);
    tally.stalled(1);
    tally.failed(FailureReason.SLOW, 1, 1, 1);
    tally.written(1, 0);
    assertThat(announced).hasValue(0);
  }

  @Test
  void countsAnAckThatOvertakesTheReportOfItsStall() {
    Tally tally = tally(WRITTEN, 2);
    tally.reached(Level.WRITTEN, 1, 1, 0);
    assertThat(announced).hasValue(0);
    tally.stalled(1);
    assertThat(announced).hasValue(0);
    tally.written(1, 0);
    assertThat(announced).hasValue(1);
  }

  @Test
  void lateAcksStillMoveAfterTheAnswer() {
    Tally tally = tally(RECEIVED, 2);
    tally.written(2, 0);
    tally.stalled(2);
    assertThat(announced).hasValue(1);
    tally.reached(Level.RECEIVED, 1, 1, 0);
    tally.failed(FailureReason.CLOSED, 2, 1, 1);
    assertThat(tally.counts().received()).isOne();
    assertThat(tally.pending()).isZero();
    assertThat(announced).hasValue(1);
  }

  @Test
  void isSettledByItsQuorum() {
    Tally tally = tally(WRITTEN.withQuorum(2), 10);
    tally.written(1, 0);
    assertThat(announced).hasValue(0);
    tally.written(1, 0);
    assertThat(announced).hasValue(1);
    assertThat(tally.pending()).isEqualTo(8);
  }

  @Test
  void isSettledWithoutItsQuorumWhenNobodyIsLeft() {
    Tally tally = tally(WRITTEN.withQuorum(2), 2);
    tally.written(1, 0);
    tally.failed(FailureReason.CLOSED, 0, 1, 0);
    assertThat(announced).hasValue(1);
  }

  @Test
  void countsEveryLevelBelowOneThatIsReportedFirst() {
    Tally tally = tally(RECEIVED, 2);
    tally.reached(Level.RECEIVED, 2, 0, 0);
    assertThat(tally.counts()).isEqualTo(new Receipt.Counts(2, 2, 2, 0));
    tally.written(2, 0);
    assertThat(tally.counts()).isEqualTo(new Receipt.Counts(2, 2, 2, 0));
  }

  @Test
  void recordsLatenciesOfTheLevelOnlyIfAsked() {
    assertThat(tally(WRITTEN, 1).latency()).isEmpty();
    Tally tally = tally(WRITTEN.withLatency(), 4);
    assertThat(tally.latency().map(Receipt.Latency::of))
        .contains(new Receipt.Latency(0, 0, 0, 0, 0));
    tally.reached(Level.ACCEPTED, 4, 0, 9_000_000);
    tally.reached(Level.WRITTEN, 3, 0, 50_000);
    tally.reached(Level.WRITTEN, 1, 0, -1);
    Receipt.Latency latency = tally.latency().map(Receipt.Latency::of).orElseThrow();
    assertThat(latency.count()).isEqualTo(4);
    assertThat(latency.p50()).isEqualTo(50);
    assertThat(latency.max()).isEqualTo(50);
  }

  @ParameterizedTest
  @EnumSource(
      value = Level.class,
      names = {"ACCEPTED", "WRITTEN", "RECEIVED"})
  void everyTargetIsInExactlyOneTermAtEveryMoment(Level level) {
    long seed = System.nanoTime();
    System.out.println("TallyTest seed " + seed);
    for (int round = 0; round < 300; round++) {
      conserves(level, new Random(seed + round));
    }
  }

  /** Moves targets one by one along their ways, and knows where each is. */
  private void conserves(Level level, Random random) {
    announced.set(0);
    int targeted = 1 + random.nextInt(20);
    int[] steps = new int[targeted];
    boolean[] failed = new boolean[targeted];
    boolean[] stalled = new boolean[targeted];
    Tally tally = tally(WRITTEN.withLevel(level), targeted);
    boolean expectAnnounced = false;
    for (int move = 0; move < 6 * targeted; move++) {
      int who = random.nextInt(targeted);
      int isStalled = stalled[who] ? 1 : 0;
      if (failed[who] || steps[who] == 3) {
        continue;
      }
      if (steps[who] <= level.ordinal() && isStalled == 0 && random.nextInt(6) == 0) {
        stalled[who] = true;
        tally.stalled(1);
      } else if (random.nextInt(6) == 0) {
        failed[who] = true;
        tally.failed(any(random), steps[who], 1, isStalled);
      } else {
        tally.reached(Level.values()[steps[who]], 1, isStalled, move);
        steps[who]++;
      }
      expectAnnounced |= check(tally, level, steps, failed, stalled);
      assertThat(announced).hasValue(expectAnnounced ? 1 : 0);
    }
  }

  private static boolean check(
      Tally tally, Level level, int[] steps, boolean[] failed, boolean[] stalled) {
    int pending = 0;
    int waitedFor = 0;
    for (Level of : Level.values()) {
      int reached = 0;
      int lost = 0;
      for (int i = 0; i < steps.length; i++) {
        boolean there = steps[i] > of.ordinal();
        reached += there ? 1 : 0;
        lost += failed[i] && !there ? 1 : 0;
        boolean waits = of == level && !there && !failed[i];
        pending += waits ? 1 : 0;
        waitedFor += waits && !stalled[i] ? 1 : 0;
      }
      assertThat(tally.counts().at(of)).isEqualTo(reached);
      int failures = tally.failures(of).values().stream().mapToInt(Integer::intValue).sum();
      assertThat(failures).isEqualTo(lost);
    }
    assertThat(tally.pending()).isEqualTo(pending);
    assertThat(tally.isSettled()).isEqualTo(waitedFor == 0);
    return waitedFor == 0;
  }

  private static FailureReason any(Random random) {
    return FailureReason.values()[random.nextInt(FailureReason.values().length)];
  }

  private Tally tally(BroadcastOptions options, int targeted) {
    return new Tally(options, targeted, 0, announced::incrementAndGet);
  }
}
