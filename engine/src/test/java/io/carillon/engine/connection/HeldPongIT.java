package io.carillon.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.Engine;
import io.carillon.engine.TestNode;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HeldPongIT {
  private static final String UPGRADE =
      "GET /busy HTTP/1.1\r\nHost: test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
  private static final byte[] PING = {(byte) 0x89, (byte) 0x81, 0, 0, 0, 0, 'p'};
  private static final byte[] TEXT = {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 't'};
  private static final int PONG = 0x8a;
  private static final int FRAME_BYTES = 60_000;

  /** More than the outbox and the kernel's buffers hold. */
  private static final int MOST_FRAMES = 600;

  private final Message large = Message.binary(ByteString.fromArray(new byte[FRAME_BYTES]));

  @Test
  @Timeout(30)
  void aPingIsAnsweredWhileTheOutboxIsFull() throws Exception {
    try (TestNode node = new TestNode();
        Socket socket = connect(node.port())) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      fill(node.engine);
      socket.getOutputStream().write(PING);
      socket.getOutputStream().write(TEXT);
      ConnectionId id = TestNode.await(node.engine.connections(Optional.empty())).get(0);
      Awaitility.await().until(() -> messagesIn(node.engine, id) == 1);
      int frames = 0;
      while (readFrame(in) != PONG) {
        assertThat(++frames).isLessThan(MOST_FRAMES);
        fill(node.engine);
      }
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(FRAME_BYTES);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      answer.append((char) socket.getInputStream().read());
    }
    assertThat(answer).startsWith("HTTP/1.1 101");
    return socket;
  }

  private void fill(Engine engine) {
    while (broadcast(engine) == 1) {}
  }

  /** How many outboxes took it. */
  private int broadcast(Engine engine) {
    BroadcastOptions options =
        BroadcastOptions.DEFAULT.withLevel(Level.ACCEPTED).withTimeout(Duration.ofSeconds(5));
    return TestNode.await(engine.broadcast(Target.all(), large, options)).reached();
  }

  private static long messagesIn(Engine engine, ConnectionId id) {
    return TestNode.await(engine.describe(id)).orElseThrow().messagesIn();
  }

  /** Reads one frame; its first byte. */
  private static int readFrame(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    }
    in.readFully(new byte[length]);
    return first;
  }
}
