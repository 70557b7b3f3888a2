package io.carillon.engine.protocol.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.engine.message.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of docs/protocol/events.md, and what goes beyond them. */
class EventCodecTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("carillon.root"), "docs", "protocol", "examples");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long TIME = 1763500000;

  private static ByteString example(String name) {
    try {
      return ByteString.fromString(
          Files.readString(EXAMPLES.resolve("events-" + name + ".json")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(ByteString bytes) {
    try {
      return JSON.readTree(bytes.toArrayUnsafe());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Event> read(String text) {
    return EventCodec.read(ByteString.fromString(text));
  }

  @Test
  void writesTheEnvelope() {
    ByteString payload =
        ByteString.fromString(
            "{\"user\":\"Alice\",\"message\":\"Hello everyone!\",\"room\":\"general\"}");
    Message envelope = EventCodec.envelope(new Event("chat_message", payload), TIME);
    assertThat(envelope.isText()).isTrue();
    assertThat(envelope.payload()).isEqualTo(example("envelope"));
  }

  @ParameterizedTest
  @CsvSource({"relay, relayed", "bare, bare-relayed"})
  void relaysAnEventWithItsPayloadAsItIs(String in, String out) {
    Event event = EventCodec.read(example(in)).orElseThrow();
    assertThat(EventCodec.envelope(event, TIME).payload()).isEqualTo(example(out));
  }

  @Test
  void readsAFileOfTheQueue() {
    Event event = EventCodec.read(example("queued")).orElseThrow();
    assertThat(event.name()).isEqualTo("new_message");
    assertThat(json(event.payload())).isEqualTo(json(example("queued")).get("payload"));
  }

  @Test
  void readsNothingFromWhatIsNoEvent() {
    List<String> read = new ArrayList<>();
    JsonNode ignored = json(example("ignored"));
    assertThat(ignored).hasSizeGreaterThan(5);
    for (JsonNode each : ignored) {
      if (read(each.get("frame").textValue()).isPresent()) {
        read.add(each.get("why").textValue());
      }
    }
    assertThat(read).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"quoted\"", "back\\slash", "new\nline", "grün", "😀", "0", " "})
  void anyNameSurvives(String name) {
    ByteString envelope = EventCodec.envelope(new Event(name, Event.NULL), TIME).payload();
    assertThat(json(envelope).get("event").textValue()).isEqualTo(name);
    assertThat(EventCodec.read(envelope)).contains(new Event(name, Event.NULL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "0", "-1.0e5", "12345678901234567890123", "\"\"", "[]", "{\"a\": [ 1 ]}"})
  void anyPayloadIsKeptByteForByte(String payload) {
    assertThat(read("{\"payload\":" + payload + " ,\"event\":\"x\"}").orElseThrow().payload())
        .isEqualTo(ByteString.fromString(payload));
  }

  @Test
  void aNameHasItsLimits() {
    String longest = "x".repeat(256);
    assertThat(read("{\"event\":\"" + longest + "\"}")).isPresent();
    assertThat(read("{\"event\":\"" + longest + "x\"}")).isEmpty();
    assertThatThrownBy(() -> new Event("", Event.NULL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an event's name has 1 to 256 characters, all of Unicode, this has 0");
    assertThatThrownBy(() -> new Event(longest + "x", Event.NULL)).hasMessageContaining("257");
  }

  /** Such a name parses from {@code "\\ud800"} and could be written by nobody. */
  @Test
  void halfASurrogatePairIsNoName() {
    for (String half : List.of("\ud800", "a\udc00", "\ude00\ud83d")) {
      assertThatThrownBy(() -> new Event(half, Event.NULL))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("all of Unicode");
    }
    assertThat(read("{\"event\":\"\\ud800\"}")).isEmpty();
    assertThat(read("{\"event\":\"\\ud83d\\ude00\"}"))
        .contains(new Event("\ud83d\ude00", Event.NULL));
  }

  @Test
  void bytesThatAreNoUtf8AreNoEvent() {
    byte[] bytes = "{\"event\":\"x?\"}".getBytes(StandardCharsets.US_ASCII);
    bytes[11] = (byte) 0xff;
    assertThat(EventCodec.read(ByteString.fromArray(bytes))).isEmpty();
  }

  @Test
  void theDocumentShowsTheExamples() throws IOException {
    String document = Files.readString(EXAMPLES.resolveSibling("events.md"));
    for (String name : List.of("envelope", "relay", "relayed", "queued")) {
      assertThat(document).contains(example(name).utf8String());
    }
  }
}
