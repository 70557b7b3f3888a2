package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a file in the folder of events waits, with what is shipped: 100 ms at most. */
class EventQueuePaceIT {
  private static final int FILES = 5;

  /** Several times what is promised, for busy machines, and half the next longer poll, a second. */
  private static final Duration SOON = Duration.ofMillis(500);

  @TempDir private Path queue;

  @Test
  void whatIsPutIntoTheFolderIsSentSoon() {
    try (Door door =
        Door.open(
            "carillon.listeners.main.protocol = events",
            "carillon.events.queue-directory = \"" + queue + "\"")) {
      Peer listener = door.connect("/any");

      long quickest =
          IntStream.range(0, FILES)
              .mapToLong(i -> nanosUntilHeard(i, listener))
              .min()
              .orElseThrow();

      assertThat(Duration.ofNanos(quickest)).isLessThan(SOON);
    }
  }

  /** The next file is put there right after the last was taken, so all of a poll is waited for. */
  private long nanosUntilHeard(int number, Peer listener) {
    String event = "{\"event\":\"number " + number + "\"}";
    long start = System.nanoTime();
    try {
      Files.writeString(queue.resolve(number + ".json"), event);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> listener.heard().size() == number + 1);
    return System.nanoTime() - start;
  }
}
