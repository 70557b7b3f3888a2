package io.carillon.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.http.settings.WebhookSettings.Bounds;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomTest {
  @Test
  void refusesOneEventTooMany() {
    Room room = new Room(new Bounds(2, 1000));

    assertThat(room.take(1)).isTrue();
    assertThat(room.take(1)).isTrue();
    assertThat(room.take(1)).isFalse();
    assertThat(room.events()).isEqualTo(2);
    assertThat(room.bytes()).isEqualTo(2);
  }

  @Test
  void refusesOneByteTooMany() {
    Room room = new Room(new Bounds(10, 1000));

    assertThat(room.take(999)).isTrue();
    assertThat(room.take(2)).isFalse();
    assertThat(room.take(1)).isTrue();
    assertThat(room.bytes()).isEqualTo(1000);
  }

  @Test
  void hasRoomAgainForWhatIsGivenBack() {
    Room room = new Room(new Bounds(2, 1000));
    room.take(400);
    room.take(500);
    room.giveBack(2, 900);

    assertThat(room.events()).isZero();
    assertThat(room.bytes()).isZero();
    assertThat(room.take(1000)).isTrue();
  }

  @Test
  void refusesEverythingOnceItIsClosed() {
    Room room = new Room(new Bounds(2, 1000));
    room.close();

    assertThat(room.take(1)).isFalse();
    assertThat(room.events()).isZero();
  }

  @Test
  void holdsItsBoundsWhoeverAsks() {
    Room room = new Room(new Bounds(1000, 50_000));
    AtomicLong taken = new AtomicLong();
    CompletableFuture<?>[] askers =
        IntStream.range(0, 4)
            .mapToObj(
                asker ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 10_000; i++) {
                            if (room.take(10)) {
                              taken.incrementAndGet();
                            }
                          }
                        }))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(askers).join();

    assertThat(taken.get()).isBetween(1L, 1000L).isEqualTo(room.events());
    assertThat(room.bytes()).isEqualTo(10 * room.events());
  }
}
