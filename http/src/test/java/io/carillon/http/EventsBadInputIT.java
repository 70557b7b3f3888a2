package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients send wrongly to {@code events} is their own affair, as docs/protocol says. */
class EventsBadInputIT {
  private static final Path IGNORED = Path.of("../docs/protocol/examples/events-ignored.json");
  private static final int MOST_BYTES = 4096;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server =
      Server.create()
          .host("127.0.0.1")
          .port(0)
          .relay(true)
          .with("carillon.listeners.main.max-message-bytes", MOST_BYTES);
  private Peer sender;
  private Peer bystander;

  @BeforeEach
  void start() {
    server.start();
    sender = connect();
    bystander = connect();
    await().until(() -> server.connectionCount() == 2);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Peer connect() {
    return Peer.connect(
        client, URI.create("ws://127.0.0.1:" + server.address().getPort() + "/any"));
  }

  /** The next event that anybody hears is this one, so nothing came of what was sent before. */
  private void assertThatOnlyTheNextEventIsHeard() {
    sender.say("{\"event\":\"fine\"}");
    for (Peer each : List.of(sender, bystander)) {
      await().until(() -> !each.heard().isEmpty());
      assertThat(each.heard()).singleElement().asString().contains("\"event\":\"fine\"");
      assertThat(each.closed()).isNotDone();
    }
  }

  private static List<String> ignored() throws IOException {
    List<String> frames = new ArrayList<>();
    for (JsonNode each : new ObjectMapper().readTree(IGNORED.toFile())) {
      frames.add(each.get("frame").asText());
    }
    return frames;
  }

  @Test
  void textThatIsNoEventIsIgnoredWithoutAnAnswer() throws IOException {
    assertThat(ignored()).hasSizeGreaterThan(5).allSatisfy(sender::say);
    sender.say("{\"event\":\"" + "x".repeat(257) + "\"}");
    sender.say("{\"event\":\"deep\",\"payload\":" + "[".repeat(40) + "]".repeat(40) + "}");
    assertThatOnlyTheNextEventIsHeard();
  }

  @Test
  void bytesWhereTextIsDueAreIgnored() {
    sender.sayBytes("{\"event\":\"bytes\"}".getBytes(StandardCharsets.UTF_8));
    assertThatOnlyTheNextEventIsHeard();
  }

  @Test
  void unknownFieldsMeanNothingAndGoNowhere() {
    sender.say("{\"event\":\"fine\",\"payload\":1,\"admin\":true,\"timestamp\":\"never\"}");
    await().until(() -> bystander.heard().size() == 1);
    assertThat(bystander.heard().get(0))
        .matches("text:\\{\"event\":\"fine\",\"payload\":1,\"timestamp\":\\d+}");
  }

  @Test
  void aMessageThatIsTooLargeClosesItsSenderAlone() {
    sender.say("{\"event\":\"before\"}");
    sender.say("{\"event\":\"" + "x".repeat(MOST_BYTES) + "\"}");
    assertThat(sender.closed().orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1009);
    await().until(() -> server.connectionCount() == 1);
    connect().say("{\"event\":\"after\"}");
    await().until(() -> bystander.heard().size() == 2);
    assertThat(bystander.heard().get(0)).contains("\"before\"");
    assertThat(bystander.heard().get(1)).contains("\"after\"");
    assertThat(bystander.closed()).isNotDone();
  }
}
