package io.carillon.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.node.Reservations.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReservationsTest {
  private final AtomicLong now = new AtomicLong();
  private final Reservations reservations = new Reservations(2, Duration.ofSeconds(30), now::get);

  @Test
  void oneAttemptHasANameUntilItIsReleased() {
    assertThat(reservations.reserve("alice", "one")).isEqualTo(Outcome.RESERVED);
    assertThat(reservations.reserve("alice", "one")).isEqualTo(Outcome.RESERVED);
    assertThat(reservations.reserve("alice", "two")).isEqualTo(Outcome.TAKEN);
    reservations.release("alice", "two");
    assertThat(reservations.reserve("alice", "two")).isEqualTo(Outcome.TAKEN);
    reservations.release("alice", "one");
    assertThat(reservations.reserve("alice", "two")).isEqualTo(Outcome.RESERVED);
  }

  @Test
  void whatIsNotReleasedExpires() {
    reservations.reserve("alice", "one");
    now.addAndGet(Duration.ofSeconds(30).toNanos() - 1);
    assertThat(reservations.reserve("alice", "two")).isEqualTo(Outcome.TAKEN);
    now.addAndGet(1);
    assertThat(reservations.reserve("alice", "two")).isEqualTo(Outcome.RESERVED);
  }

  @Test
  void aFurtherOneIsRefusedUntilThereIsRoom() {
    reservations.reserve("a", "one");
    now.addAndGet(1);
    reservations.reserve("b", "one");
    assertThat(reservations.reserve("c", "one")).isEqualTo(Outcome.FULL);
    now.addAndGet(Duration.ofSeconds(30).toNanos() - 1);
    assertThat(reservations.reserve("c", "one")).isEqualTo(Outcome.RESERVED);
    assertThat(reservations.reserve("d", "one")).isEqualTo(Outcome.FULL);
  }
}
