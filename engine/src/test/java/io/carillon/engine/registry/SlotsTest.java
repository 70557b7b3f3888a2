package io.carillon.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotsTest {
  private final Slots slots = new Slots();

  @Test
  void givesOutTheSmallestThatIsFree() {
    assertThat(new int[] {slots.take(), slots.take(), slots.take()}).containsExactly(0, 1, 2);
    slots.free(1);
    slots.free(0);
    assertThat(new int[] {slots.take(), slots.take(), slots.take()}).containsExactly(0, 1, 3);
  }
}
