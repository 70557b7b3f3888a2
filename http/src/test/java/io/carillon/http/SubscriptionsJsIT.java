package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page's JavaScript, run as it stands there, and its frames, which are those of the tests. */
@Timeout(60)
class SubscriptionsJsIT {
  private static final String SPEAKING = "carillon.listeners.main.protocol = subscriptions";
  private static final Path PROTOCOL =
      Path.of(System.getProperty("carillon.root"), "docs", "protocol");
  private static final Pattern BLOCK = Pattern.compile("(?s)```(json|js)\n(.*?)```");

  @Test
  void aClientGetsWhatAPublisherSends() {
    try (Door door = Door.open(SPEAKING);
        Node client = Node.run("subscriptions/client.js", door)) {
      awaitSubscription(door, client);
      try (Node publisher = Node.run("subscriptions/publisher.js", door)) {
        assertThat(client.line()).isEqualTo("message for \"2\": Nouveau message reçu");
        assertThat(publisher.line()).isEqualTo("published");
        assertThat(publisher.line()).isNull();
      }
    }
  }

  @Test
  void aClientComesBackAndSubscribesAgain() {
    try (Door door = Door.open(SPEAKING);
        Node client = Node.run("subscriptions/client.js", door)) {
      awaitSubscription(door, client);
      String id = Door.json(door.get("/frankenphp_ws/getClients")).at("/clients/0").asText();
      door.post("/frankenphp_ws/killConnection/" + id, "");

      assertThat(client.line()).isEqualTo("closed 1006");
      awaitSubscription(door, client);
    }
  }

  @Test
  void aPublisherSaysThatItNeedsTheToken() {
    try (Door door = Door.open(SPEAKING, "carillon.subscriptions.publisher-token = canary");
        Node publisher = Node.run("subscriptions/publisher.js", door)) {
      assertThat(publisher.line()).isEqualTo("not published: 1008 publishing needs the token");
    }
  }

  @Test
  void thePageShowsTheFilesThatTheTestsRead() throws IOException {
    String page = Files.readString(PROTOCOL.resolve("subscriptions.md"));
    List<MatchResult> blocks = BLOCK.matcher(page).results().toList();

    assertThat(blocks.stream().map(block -> block.group(2)).collect(Collectors.toSet()))
        .isEqualTo(files());
  }

  private static Set<String> files() throws IOException {
    try (Stream<Path> frames = Files.list(PROTOCOL.resolve("examples"));
        Stream<Path> scripts = Files.list(Node.SCRIPTS.resolve("subscriptions"))) {
      return Stream.concat(
              frames.filter(
                  file -> {
                    String name = file.getFileName().toString();
                    return name.startsWith("subscriptions-") && !name.contains("matching");
                  }),
              scripts)
          .map(SubscriptionsJsIT::read)
          .collect(Collectors.toSet());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client's subscriptions have been read once a notification finds it. */
  private static void awaitSubscription(Door door, Node client) {
    assertThat(client.line()).isEqualTo("connected");
    String notification =
        "{\"notification\":{\"package\":\"amaiia_msg_srv\",\"page\":\"messages\","
            + "\"filters\":{\"values\":\"5\"},\"message\":\"found\"}}";
    await()
        .until(
            () -> Door.json(door.post("/v1/notifications", notification)),
            receipt -> receipt.get("targeted").asInt() == 1);
    assertThat(client.line()).isEqualTo("message for \"5\": found");
  }
}
