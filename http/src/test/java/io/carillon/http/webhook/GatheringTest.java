package io.carillon.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.http.settings.WebhookSettings.Batching;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private static final int BASE = Samples.ghostConnectionClose().bytes();

  private final Gathering gathering =
      new Gathering("run", new Batching(3, 3 * BASE, Duration.ofMillis(100)));

  private static JsonNode json(Batch batch) {
    try {
      return new ObjectMapper().readTree(batch.body().toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> eventIds(Batch batch) {
    return StreamSupport.stream(json(batch).get("events").spliterator(), false)
        .map(event -> event.get("id").asText())
        .toList();
  }

  @Test
  void isFullByTheNumberOfEvents() {
    gathering.add(Samples.ghostConnectionClose());
    gathering.add(Samples.ghostConnectionClose());
    assertThat(gathering.isFull()).isFalse();

    gathering.add(Samples.ghostConnectionClose());
    assertThat(gathering.isFull()).isTrue();
  }

  @Test
  void isFullByBytes() {
    gathering.add(Samples.text("x".repeat(2 * BASE)));
    assertThat(gathering.isFull()).isTrue();
  }

  @Test
  void takesNoMoreEventsThanABatchMayHave() {
    for (int i = 0; i < 4; i++) {
      gathering.add(Samples.ghostConnectionClose());
    }

    assertThat(gathering.take(0).events()).isEqualTo(3);
    assertThat(gathering.size()).isEqualTo(1);
    assertThat(gathering.isFull()).isFalse();
  }

  @Test
  void leavesWhatWouldMakeABatchTooLarge() {
    gathering.add(Samples.ghostConnectionClose());
    gathering.add(Samples.text("x".repeat(BASE)));
    gathering.add(Samples.ghostConnectionClose());

    Batch batch = gathering.take(0);
    assertThat(batch.events()).isEqualTo(2);
    assertThat(batch.bytes()).isEqualTo(3 * BASE);
  }

  @Test
  void anEventThatIsTooLargeTravelsAlone() {
    gathering.add(Samples.text("x".repeat(10 * BASE)));
    gathering.add(Samples.ghostConnectionClose());

    assertThat(gathering.take(0).events()).isEqualTo(1);
    assertThat(gathering.take(0).events()).isEqualTo(1);
  }

  @Test
  void numbersEventsAndBatchesWithoutAGap() {
    for (int i = 0; i < 5; i++) {
      gathering.add(Samples.ghostConnectionClose());
    }

    Batch first = gathering.take(0);
    Batch second = gathering.take(0);
    assertThat(first.id()).isEqualTo("run-1");
    assertThat(eventIds(first)).containsExactly("run-1", "run-2", "run-3");
    assertThat(second.id()).isEqualTo("run-2");
    assertThat(eventIds(second)).containsExactly("run-4", "run-5");
  }

  @Test
  void tellsOfLossesUntilTheReceiverKnows() {
    gathering.add(Samples.ghostConnectionClose());
    Batch unseen = gathering.take(7);
    gathering.add(Samples.ghostConnectionClose());
    Batch seen = gathering.take(8);
    gathering.told(seen.lost());
    gathering.add(Samples.ghostConnectionClose());
    Batch last = gathering.take(10);

    assertThat(json(unseen).get("dropped").asInt()).isEqualTo(7);
    assertThat(json(seen).get("dropped").asInt()).isEqualTo(8);
    assertThat(json(last).get("dropped").asInt()).isEqualTo(2);
  }

  @Test
  void knowsSinceWhenTheFirstWaits() {
    assertThat(gathering.since()).isEmpty();
    gathering.add(Samples.open());
    gathering.add(Samples.close());
    assertThat(gathering.since()).contains(Samples.NOON);
  }
}
