package io.carillon.engine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.BroadcastId;
import org.junit.jupiter.api.Test;

class UnheardTest {
  private final Unheard unheard = new Unheard();
  private final BroadcastId first = BroadcastId.random(1);
  private final BroadcastId second = BroadcastId.random(1);
  private final BroadcastId third = BroadcastId.random(1);

  @Test
  void hasRoomForOneWhateverItsSize() {
    assertThat(unheard.hasRoom(Unheard.MOST_BYTES + 1)).isTrue();
    unheard.sent(first, Unheard.MOST_BYTES + 1);
    assertThat(unheard.hasRoom(0)).isFalse();
    unheard.heard(first);
    assertThat(unheard.hasRoom(1)).isTrue();
  }

  @Test
  void aWordAboutOneIsAWordAboutAllBeforeIt() {
    unheard.sent(first, Unheard.MOST_BYTES / 2);
    unheard.sent(second, Unheard.MOST_BYTES / 4);
    unheard.sent(third, Unheard.MOST_BYTES / 4);
    unheard.sent(first, Unheard.MOST_BYTES / 2);
    assertThat(unheard.hasRoom(1)).isFalse();
    unheard.heard(second);
    assertThat(unheard.hasRoom(Unheard.MOST_BYTES * 3 / 4)).isTrue();
    assertThat(unheard.hasRoom(Unheard.MOST_BYTES * 3 / 4 + 1)).isFalse();
    unheard.heard(first);
    assertThat(unheard.hasRoom(Unheard.MOST_BYTES * 3 / 4 + 1)).isFalse();
    assertThat(unheard.last()).isEqualTo(third);
  }

  @Test
  void hasNoRoomForMoreThanItsNumber() {
    for (int i = 0; i < Unheard.MOST_BROADCASTS; i++) {
      assertThat(unheard.hasRoom(0)).isTrue();
      unheard.sent(BroadcastId.random(1), 0);
    }
    assertThat(unheard.hasRoom(0)).isFalse();
  }
}
