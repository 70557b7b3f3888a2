package io.carillon.clusterconfig.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutageTest {
  private int counted;
  private final Outage outage = new Outage("redis://nowhere:1/0", () -> counted++);

  @Test
  void countsAnOutageOnceHoweverManyConnectionsAreDown() {
    outage.lost("subscriber", "x");
    outage.lost("publisher", "x");
    outage.lost("subscriber", "x");
    outage.reached("subscriber");
    assertThat(outage.isOver()).isFalse();
    outage.reached("publisher");
    assertThat(outage.isOver()).isTrue();
    assertThat(counted).isEqualTo(1);

    outage.lost("subscriber", "x");
    assertThat(counted).isEqualTo(2);
  }

  @Test
  void aConnectionThatWasNeverDownEndsNone() {
    outage.reached("subscriber");
    outage.lost("publisher", "x");
    outage.reached("subscriber");

    assertThat(outage.isOver()).isFalse();
  }
}
