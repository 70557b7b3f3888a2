package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Workerman does with a client that reads too slowly, with the settings that the gateway's
 * page gives for it: at 1 MiB waiting, new messages are dropped and counted, and the connection is
 * kept.
 */
class SlowClientIT {
  private static final int MESSAGE_BYTES = 64 * 1024;
  private static final int OUTBOX_BYTES = 1024 * 1024;
  private static final int DROPS = 10;
  private static final int MOST_MESSAGES = 1_000;

  private SilentPeer slow;
  private Door door;
  private Gateway gateway;

  @BeforeEach
  void open() {
    door =
        Door.open(
            "carillon.listeners.main.overflow = drop-newest",
            "carillon.engine.outbox-bytes = 1 MiB",
            "carillon.listeners.main.slow-after = 1h");
    gateway = door.server().gateway();
    slow = new SilentPeer(door.listener(), "/chat");
  }

  @AfterEach
  void close() {
    slow.close();
    door.close();
  }

  @Test
  void losesNewMessagesAndNothingElse() {
    ConnectionId id = join(gateway.lists().clientIds()).get(0);
    Peer quick = door.connectAs("/chat", "quick");
    List<Integer> promised = new ArrayList<>();
    int sent = 0;
    for (int dropped = 0; dropped < DROPS; sent++) {
      assertThat(sent).isLessThan(MOST_MESSAGES);
      Receipt receipt = join(gateway.sendToAll(Message.text(text(sent))));
      assertThat(receipt.targeted()).isEqualTo(2);
      if (receipt.failed().containsKey(FailureReason.SLOW)) {
        assertThat(receipt.failed()).containsEntry(FailureReason.SLOW, 1);
        assertThat(receipt.reached()).isOne();
        dropped++;
      } else {
        promised.add(sent);
      }
    }

    assertThat(join(gateway.lists().isOnline(id))).isTrue();
    assertThat(join(door.server().engine().describe(id)).orElseThrow().queuedBytes())
        .isBetween((long) OUTBOX_BYTES - 2 * MESSAGE_BYTES, (long) OUTBOX_BYTES);
    String all =
        IntStream.range(0, sent).mapToObj(SlowClientIT::text).collect(Collectors.joining());
    await().until(() -> heard(quick).length() == all.length());
    assertThat(heard(quick).equals(all)).isTrue();

    for (int number : promised) {
      assertThat(slow.read().equals(text(number))).as("message %s", number).isTrue();
    }
    assertThat(join(gateway.sendToClient(id, Message.text("again"))).reached()).isOne();
    assertThat(slow.read()).isEqualTo("again");
  }

  private static String text(int number) {
    String text = number + ":";
    return text + "x".repeat(MESSAGE_BYTES - text.length());
  }

  /** A client may be handed a large message in parts. */
  private static String heard(Peer peer) {
    return peer.heard().stream()
        .map(each -> each.substring("text:".length()))
        .collect(Collectors.joining());
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
