package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.engine.message.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The two examples of the Workerman document, and what becomes of who does not read. */
class WorkermanIT {
  private static final int PENDING_BYTES = 1024 * 1024;
  private static final int MESSAGE_BYTES = 64 * 1024;

  /** Many more than the kernel and the outbox take together. */
  private static final int MESSAGES = 400;

  /** Few enough for the outbox of who reads. */
  private static final int BURST = 8;

  private Door door;

  @AfterEach
  void close() {
    door.close();
  }

  /** A port as {@code new Worker('websocket://0.0.0.0:2020')} has it. */
  private void open(String... settings) {
    List<String> all = new ArrayList<>(List.of("carillon.listeners.main.protocol = relay"));
    all.addAll(List.of(settings));
    door = Door.open(all.toArray(String[]::new));
  }

  @Test
  void sendsTheTimeToEveryConnectionAgainAndAgain() {
    open("carillon.jobs.time { every = 100ms, target.listener = main, message = \"{{unix}}\" }");
    long before = Instant.now().getEpochSecond();
    List<Peer> peers = List.of(door.connect("/"), door.connect("/"), door.connect("/any/path"));

    await().until(() -> peers.stream().allMatch(peer -> peer.heard().size() >= 3));
    for (Peer peer : peers) {
      assertThat(peer.heard())
          .allSatisfy(
              text -> {
                assertThat(text).matches("text:[0-9]+");
                assertThat(Long.parseLong(text.substring("text:".length())))
                    .isBetween(before, Instant.now().getEpochSecond());
              });
    }
  }

  @Test
  void whatOneSaysAllHearTheSenderToo() {
    open();
    Peer one = door.connect("/");
    Peer two = door.connect("/");
    Peer three = door.connect("/");

    one.say("hello");
    two.sayBytes("bytes".getBytes(StandardCharsets.US_ASCII));
    three.say("");

    for (Peer peer : List.of(one, two, three)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(peer.heard())
                      .containsExactlyInAnyOrder("text:hello", "binary:bytes", "text:"));
    }
  }

  @Test
  void theSenderCanBeLeftOut() {
    open("carillon.relay.to-sender = off");
    Peer one = door.connect("/");
    Peer two = door.connect("/");

    one.say("from one");
    two.say("from two");

    await().until(() -> one.heard().equals(List.of("text:from two")));
    await().until(() -> two.heard().equals(List.of("text:from one")));
  }

  @Test
  void whoDoesNotReadLosesNewMessagesAndNobodyElseDoes() {
    open(
        "carillon.listeners.main.slow-after = 1h",
        "carillon.jobs.time { every = 1h, target.all = true, message = \"{{unix}}\" }");
    Peer speaker = door.connect("/");
    Peer other = door.connect("/");
    Set<ConnectionId> quick = ids();
    try (SilentPeer slow = new SilentPeer(door.listener(), "/")) {
      ConnectionId id = added(quick);

      for (int i = 0; i < MESSAGES; i++) {
        speaker.say(text(i));
        haveHeard(List.of(speaker, other), i);
      }

      String all =
          IntStream.range(0, MESSAGES).mapToObj(WorkermanIT::text).collect(Collectors.joining());
      assertThat(heard(speaker).equals(all)).isTrue();
      assertThat(heard(other).equals(all)).isTrue();
      assertThat(pendingBytes(id))
          .isBetween((long) PENDING_BYTES - 2 * MESSAGE_BYTES, (long) PENDING_BYTES);
      isCountedAsSlow(Door.json(door.post("/v1/jobs/time/run", "")).get("receipt"));
      readsTheFirstMessagesInOrder(slow, id, speaker);
    }
  }

  /** A few digits may still fit: a message of the size of the others does not. */
  private void isCountedAsSlow(JsonNode run) {
    String big = text(MESSAGES);
    JsonNode receipt =
        Door.json(
            door.post(
                "/v1/broadcasts",
                "{\"target\":{\"all\":true},\"message\":{\"text\":\"" + big + "\"}}"));

    assertThat(run.get("targeted").asInt()).isEqualTo(3);
    assertThat(receipt.get("targeted").asInt()).isEqualTo(3);
    assertThat(receipt.at("/counts/written").asInt()).isEqualTo(2);
    assertThat(receipt.at("/failed/slow").asInt()).isOne();
  }

  /** What it was promised comes, and what is said once there is room again. */
  private void readsTheFirstMessagesInOrder(SilentPeer slow, ConnectionId id, Peer speaker) {
    int next = 0;
    while (pendingBytes(id) > PENDING_BYTES / 2) {
      assertThat(slow.read().equals(text(next))).as("message %d", next).isTrue();
      next++;
    }
    speaker.say("last");
    String read = slow.read();
    while (read.equals(text(next))) {
      next++;
      read = slow.read();
    }
    assertThat(next).isBetween(1, MESSAGES - 1);
    while (!read.equals("last")) {
      assertThat(read).matches("[0-9]+");
      read = slow.read();
    }
  }

  private Set<ConnectionId> ids() {
    return Set.copyOf(
        door.server().engine().connections(Optional.empty()).toCompletableFuture().join());
  }

  private ConnectionId added(Set<ConnectionId> before) {
    Set<ConnectionId> now = new HashSet<>(ids());
    now.removeAll(before);
    assertThat(now).hasSize(1);
    return now.iterator().next();
  }

  private long pendingBytes(ConnectionId id) {
    return door.server()
        .engine()
        .describe(id)
        .toCompletableFuture()
        .join()
        .orElseThrow()
        .queuedBytes();
  }

  private static String text(int number) {
    String text = number + ":";
    return text + "x".repeat(MESSAGE_BYTES - text.length());
  }

  /** Has the speaker wait, so that nobody is too slow but who does not read at all. */
  private static void haveHeard(List<Peer> peers, int number) {
    if (number % BURST == BURST - 1) {
      long characters = (number + 1L) * MESSAGE_BYTES;
      for (Peer peer : peers) {
        await().until(() -> characters(peer) >= characters);
      }
    }
  }

  private static long characters(Peer peer) {
    return peer.heard().stream().mapToLong(each -> each.length() - "text:".length()).sum();
  }

  /** A client may be handed a large message in parts. */
  private static String heard(Peer peer) {
    return peer.heard().stream()
        .map(each -> each.substring("text:".length()))
        .collect(Collectors.joining());
  }
}
