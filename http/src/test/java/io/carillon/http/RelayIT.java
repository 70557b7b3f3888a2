package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets what a client says on a route that relays. */
class RelayIT {
  private static final int MOST_BYTES = 4096;

  private Door door;

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void aRouteKeepsToItself() {
    door = Door.open("carillon.listeners.main.protocol = relay", "carillon.relay.scope = route");
    Peer here = door.connect("/a");
    Peer elsewhere = door.connect("/b");

    here.say("in a");
    elsewhere.say("in b");

    await().until(() -> here.heard().equals(List.of("text:in a")));
    await().until(() -> elsewhere.heard().equals(List.of("text:in b")));
  }

  @Test
  void aListenerIsOneGroupAndKeepsToItself() {
    door =
        Door.open(
            "carillon.listeners.main.protocol = relay",
            "carillon.listeners.other { host = 127.0.0.1, port = 0, protocol = relay }");
    Peer one = door.connect("/a");
    Peer two = door.connect("/b");
    Peer elsewhere = door.connectTo("other", "/a");

    one.say("main");
    elsewhere.say("other");

    await().until(() -> one.heard().equals(List.of("text:main")));
    await().until(() -> two.heard().equals(List.of("text:main")));
    await().until(() -> elsewhere.heard().equals(List.of("text:other")));
  }

  @Test
  void theWholeNodeCanBeOneGroup() {
    door =
        Door.open(
            "carillon.listeners.main.routes.\"/chat\".protocol = relay",
            "carillon.relay.scope = all");
    Peer chat = door.connect("/chat");
    Peer other = door.connect("/raw");

    chat.say("all");
    other.say("dropped");
    other.settle();

    await().until(() -> other.heard().equals(List.of("text:all")));
    await().until(() -> chat.heard().equals(List.of("text:all")));
  }

  @Test
  void aMessageThatIsTooLargeClosesItsSenderAlone() {
    door =
        Door.open(
            "carillon.listeners.main { protocol = relay, max-message-bytes = " + MOST_BYTES + " }");
    Peer sender = door.connect("/");
    Peer bystander = door.connect("/");

    sender.say("x".repeat(MOST_BYTES));
    sender.trySay("x".repeat(MOST_BYTES + 1));

    assertThat(sender.closed().orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1009);
    door.connect("/").say("after");
    await().until(() -> bystander.heard().size() == 2);
    assertThat(bystander.heard()).containsExactly("text:" + "x".repeat(MOST_BYTES), "text:after");
    assertThat(bystander.closed()).isNotDone();
  }

  @Test
  void whatOneSaysStaysInOrderAndNothingIsLost() {
    door = Door.open("carillon.listeners.main.protocol = relay");
    List<Peer> peers = List.of(door.connect("/"), door.connect("/"), door.connect("/"));

    IntStream.range(0, 2_000).forEach(i -> peers.get(i % 3).say(i % 3 + ":" + i));

    for (Peer peer : peers) {
      await().atMost(Duration.ofSeconds(30)).until(() -> peer.heard().size() == 2_000);
      for (int speaker = 0; speaker < 3; speaker++) {
        assertThat(numbers(peer, speaker)).containsExactlyElementsOf(numbers(speaker));
      }
    }
  }

  private static List<Integer> numbers(Peer peer, int speaker) {
    List<Integer> numbers = new ArrayList<>();
    for (String text : peer.heard()) {
      if (text.startsWith("text:" + speaker + ":")) {
        numbers.add(Integer.parseInt(text.substring("text:0:".length())));
      }
    }
    return numbers;
  }

  private static List<Integer> numbers(int speaker) {
    return IntStream.range(0, 2_000).filter(i -> i % 3 == speaker).boxed().toList();
  }

  @Test
  void whatTheEngineCannotTakeIsTold() throws Exception {
    door =
        Door.open(
            "carillon.listeners.main.protocol = relay",
            "carillon.engine.max-broadcasts-in-flight = 1");
    List<Peer> peers = List.of(door.connect("/"), door.connect("/"));

    Peer told = firstThatIsClosed(peers);

    assertThat(told.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1013);
    assertThat(told.closeReason()).isEqualTo("too busy, the message was not relayed");
    peers.forEach(Peer::leave);
    await().until(() -> connectionCount() == 0);
    Peer late = door.connect("/");
    late.say("open for others");
    await().until(() -> late.heard().contains("text:open for others"));
  }

  private int connectionCount() {
    return door.server().engine().connectionCount(Optional.empty()).toCompletableFuture().join();
  }

  /** Two talk at once until a message of one meets a message of the other. */
  private static Peer firstThatIsClosed(List<Peer> peers) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              peers.forEach(RelayIT::talk);
              return peers.stream().filter(peer -> peer.closed().isDone()).findFirst();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  private static void talk(Peer peer) {
    for (int i = 0; i < 100 && !peer.closed().isDone(); i++) {
      peer.trySay("x");
    }
  }
}
