package io.carillon.engine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.Endpoint;
import io.carillon.engine.registry.FakeEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatWheelTest {
  private static final long TICK = 10;
  private static final long TURN = 64 * TICK;

  private final List<Long> looks = new ArrayList<>();

  @Test
  void looksWhenDueAndNotAgainOnceGone() {
    HeartbeatWheel wheel = new HeartbeatWheel(TICK, 0);
    wheel.add(looker(Endpoint.GONE), 35);
    advance(wheel, 0, 2 * TURN);
    assertThat(looks).containsExactly(40L);
  }

  @Test
  void looksAtTheTickThatIsExactlyDue() {
    HeartbeatWheel wheel = new HeartbeatWheel(TICK, 0);
    wheel.add(looker(Endpoint.GONE), 40);
    advance(wheel, 0, TURN);
    assertThat(looks).containsExactly(40L);
  }

  @Test
  void looksAtTheNextTickWhenOverdue() {
    HeartbeatWheel wheel = new HeartbeatWheel(TICK, 1000);
    wheel.add(looker(Endpoint.GONE), 1);
    advance(wheel, 1000, TURN);
    assertThat(looks).containsExactly(1010L);
  }

  @Test
  void looksOnceATurnAtWhatIsDueLater() {
    HeartbeatWheel wheel = new HeartbeatWheel(TICK, 0);
    long due = 3 * TURN + 55;
    Endpoint endpoint = new Looker(now -> now < due ? due : Endpoint.GONE);
    wheel.add(endpoint, due);
    advance(wheel, 0, 5 * TURN);
    assertThat(looks.get(looks.size() - 1)).isBetween(due, due + TICK - 1);
    assertThat(looks).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void catchesUpAfterAPause() {
    HeartbeatWheel wheel = new HeartbeatWheel(TICK, 0);
    for (long due = 5; due < TURN; due += 50) {
      wheel.add(looker(Endpoint.GONE), due);
    }
    int all = (int) ((TURN - 5 + 49) / 50);
    wheel.advance(10 * TURN);
    assertThat(looks).hasSize(all).containsOnly(10 * TURN);
  }

  @Test
  void aLookThatIsDueAtOnceAgainDoesNotHoldUpTheWheel() {
    HeartbeatWheel wheel = new HeartbeatWheel(TICK, 0);
    wheel.add(new Looker(now -> 0), 0);
    wheel.advance(5 * TICK);
    assertThat(looks).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, -10 * TURN - 7, Long.MAX_VALUE - 3 * TURN, -333})
  void isNeverEarlyAndAtMostATickLate(long start) {
    long seed = System.nanoTime();
    System.out.println("HeartbeatWheelTest seed " + seed);
    Random random = new Random(seed);
    HeartbeatWheel wheel = new HeartbeatWheel(TICK, start);
    List<Long> late = new ArrayList<>();
    int endpoints = 200;
    for (int i = 0; i < endpoints; i++) {
      long first = start + random.nextLong(TURN - TICK);
      long[] due = {first, 10};
      wheel.add(
          new Looker(
              now -> {
                late.add(now - due[0]);
                due[0] = now + random.nextLong(TURN - TICK);
                due[0] = due[0] == Endpoint.GONE ? now : due[0]; // a moment like any other here
                return due[1]-- == 0 ? Endpoint.GONE : due[0];
              }),
          first);
    }
    advance(wheel, start, 20 * TURN);
    assertThat(late).hasSize(11 * endpoints).allMatch(each -> each >= 0 && each <= TICK);
  }

  private static void advance(HeartbeatWheel wheel, long from, long by) {
    for (long passed = TICK; passed <= by; passed += TICK) {
      wheel.advance(from + passed);
    }
  }

  private Endpoint looker(long answer) {
    return new Looker(now -> answer);
  }

  private final class Looker extends FakeEndpoint {
    private final LongUnaryOperator next;

    Looker(LongUnaryOperator next) {
      super(null);
      this.next = next;
    }

    @Override
    public long beat(long now) {
      looks.add(now);
      return next.applyAsLong(now);
    }
  }
}
