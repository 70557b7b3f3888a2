package io.carillon.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page shows what the tests read and run. */
class WebhooksPageTest {
  private static final Path PROTOCOL =
      Path.of(System.getProperty("carillon.root"), "docs", "protocol");
  private static final Path FIGURES = PROTOCOL.resolve("examples").resolve("webhooks-figures.json");
  private static final Pattern BLOCK = Pattern.compile("(?s)```(json|js|php)\n(.*?)```");

  @Test
  void showsTheFilesThatTheTestsRead() throws IOException {
    String page = Files.readString(PROTOCOL.resolve("webhooks.md"));

    assertThat(BLOCK.matcher(page).results().map(block -> block.group(2)))
        .containsExactly(
            Files.readString(PROTOCOL.resolve("examples").resolve("webhooks-batch.json")),
            Files.readString(ReceiverProgram.JS),
            Files.readString(ReceiverProgram.PHP),
            Files.readString(FIGURES));
  }

  @Test
  void showsTheFiguresAsTheyAreWritten() throws IOException {
    Snapshot snapshot =
        new Snapshot(
            "billing",
            new Snapshot.Queue(12, 6644, Duration.ofMillis(31)),
            new Snapshot.Events(4711, 0, 0, 0),
            new Snapshot.Attempts(
                87,
                1,
                Optional.of(Instant.parse("2026-11-20T22:15:03.120Z")),
                Optional.of(Instant.parse("2026-11-20T21:02:00.001Z")),
                Optional.of("answered with status 503")));

    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(WebhooksEndpoint.json(snapshot).toString()))
        .isEqualTo(json.readTree(Files.readString(FIGURES)).at("/webhooks/0"));
  }
}
