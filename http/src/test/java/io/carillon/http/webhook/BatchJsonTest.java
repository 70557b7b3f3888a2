package io.carillon.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.engine.application.Closure;
import io.carillon.engine.application.Lifecycle;
import io.carillon.http.webhook.WebhookEvent.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EXAMPLE =
      Path.of(
          System.getProperty("carillon.root"),
          "docs",
          "protocol",
          "examples",
          "webhooks-batch.json");

  private static JsonNode written(WebhookEvent... events) throws IOException {
    return JSON.readTree(
        BatchJson.write("9f2c41d07b3e5a68-2", "9f2c41d07b3e5a68", 4, 0, List.of(events)).toArray());
  }

  @Test
  void writesEveryEventAsThePageShows() throws IOException {
    assertThat(
            written(
                Samples.open(),
                Samples.text("Grüße, \"you\" 👋"),
                Samples.binary(0, 0xff, 0x80, 1),
                Samples.ghostConnectionClose(),
                Samples.beforeClose(),
                Samples.close()))
        .isEqualTo(JSON.readTree(Files.readString(EXAMPLE)));
  }

  @Test
  void writesAnEmptyMessage() throws IOException {
    assertThat(written(Samples.text("")).at("/events/0/text").textValue()).isEmpty();
    assertThat(written(Samples.binary()).at("/events/0/base64").textValue()).isEmpty();
  }

  @Test
  void escapesWhatJsonMustEscape() throws IOException {
    String nasty = "\"\\\n\u0000\u001f\u2028</script>";

    assertThat(written(Samples.text(nasty)).at("/events/0/text").textValue()).isEqualTo(nasty);
  }

  @Test
  void writesHalfASurrogatePairAsAQuestionMark() throws IOException {
    WebhookEvent event =
        new WebhookEvent(
            Lifecycle.Event.CLOSE,
            Samples.NOON,
            Samples.CONNECTION,
            new Ended(new Closure(1000, "half \ude00")));

    assertThat(written(event).at("/events/0/reason").textValue()).isEqualTo("half ?");
  }
}
