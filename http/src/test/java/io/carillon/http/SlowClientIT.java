package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

  private final Socket slow = new Socket();
  private Door door;
  private Gateway gateway;

  @BeforeEach
  void open() throws IOException {
    door =
        Door.open(
            "carillon.listeners.main.overflow = drop-newest",
            "carillon.engine.outbox-bytes = 1 MiB",
            "carillon.engine.slow-after = 1h");
    gateway = door.server().gateway();
    slow.setReceiveBufferSize(16 * 1024);
    slow.setSoTimeout(10_000);
    slow.connect(new InetSocketAddress("127.0.0.1", door.listener().getPort()));
    shakeHands();
  }

  @AfterEach
  void close() throws IOException {
    slow.close();
    door.close();
  }

  @Test
  void losesNewMessagesAndNothingElse() throws IOException {
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

    DataInputStream in = new DataInputStream(slow.getInputStream());
    for (int number : promised) {
      assertThat(readMessage(in).equals(text(number))).as("message %s", number).isTrue();
    }
    assertThat(join(gateway.sendToClient(id, Message.text("again"))).reached()).isOne();
    assertThat(readMessage(in)).isEqualTo("again");
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

  private void shakeHands() throws IOException {
    slow.getOutputStream()
        .write(
            ("GET /chat HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) slow.getInputStream().read());
    }
    assertThat(head).startsWith("HTTP/1.1 101 ");
  }

  /** The next frame, which is unmasked and a whole text (RFC 6455 §5.2). */
  private static String readMessage(DataInputStream in) throws IOException {
    assertThat(in.readUnsignedByte()).isEqualTo(0x81);
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) in.readLong();
    }
    return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
