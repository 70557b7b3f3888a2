package io.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first request of a connection, on a real port. */
@ExtendWith(NoErrorsLogged.class)
class HandshakeIT {
  private static TestNode node;

  @BeforeAll
  static void start() {
    Tuning tuning = new Tuning();
    tuning.acceptUnknownRoutes = false;
    tuning.allowedOrigins = List.of("https://app.example.com");
    node =
        new TestNode(
            tuning.engine(), tuning.listener(), TestNode::ordinary, Flow.of(ByteString.class));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "405 | GET /echo | POST /echo",
        "400 | HTTP/1.1 | HTTP/1.0",
        "505 | HTTP/1.1 | HTTP/2.0",
        "400 | Connection: Upgrade | Connection: keep-alive",
        "400 | Host: localhost | X: y",
        "400 | Host: localhost | Host: a~Host: b",
        "426 | Version: 13 | Version: 8",
        "426 | Version: 13 | Version: 13~Sec-WebSocket-Version: 13",
        "400 | dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZQ==",
        "400 | dGhlIHNhbXBsZSBub25jZQ== | !!!!IHNhbXBsZSBub25jZQ==",
        "400 | Sec-WebSocket-Key: | X-Key:",
        "400 | Upgrade: websocket | Upgrade: websocket~Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "400 | Upgrade: websocket | Upgrade: websocket~Content-Length: 5",
        "400 | Upgrade: websocket | Upgrade: websocket~Transfer-Encoding: chunked",
        "400 | Upgrade: websocket | Upgrade: websocket~Content-Length: 0~Content-Length: 0",
        "400 | Upgrade: websocket | Upgrade: websocket~ folded: line",
        "400 | Upgrade: websocket | Upgrade: websocket~Sec-WebSocket-Extensions: ;;",
        "400 | Upgrade: websocket | Upgrade: websocket~Sec-WebSocket-Protocol: a b",
        "400 | Upgrade: websocket | Upgrade : websocket",
        "403 | Upgrade: websocket | Upgrade: websocket~Origin: https://evil.example.com",
        "403 | Upgrade: websocket | Upgrade: websocket~Origin: null",
        "400 | Upgrade: websocket | Upgrade: websocket~Origin: a~Origin: b",
        "404 | GET /echo | GET /nowhere",
        "404 | GET /echo | GET /Echo",
        "101 | GET /echo | GET /echo?token=x",
        "101 | Upgrade: websocket | uPGRADE: WebSocket",
        "101 | Upgrade: websocket | Upgrade: websocket~Origin: https://app.example.com",
      })
  void answersAHandshakeWithItsStatus(int status, String what, String instead) {
    try (RawPeer peer = new RawPeer(node.port())) {
      String request = RawPeer.request("/echo");
      assertThat(request).contains(what);
      peer.send(request.replace(what, instead.replace("~", "\r\n")));
      String head = peer.readHead();
      assertThat(head).startsWith("HTTP/1.1 " + status + " ");
      if (status != 101) {
        assertThat(head).contains("Connection: close");
        assertThat(peer.end(1000)).isEqualTo(RawPeer.End.FIN);
      }
    }
  }

  @Test
  void namesTheVersionItSpeaks() {
    try (RawPeer peer = new RawPeer(node.port())) {
      peer.send(RawPeer.request("/echo").replace("Version: 13", "Version: 14"));
      assertThat(peer.readHead()).contains("Sec-WebSocket-Version: 13\r\n");
    }
  }

  @Test
  void refusesHeadsThatAreTooLong() {
    String longLine = "GET /" + "x".repeat(9000);
    String longHeader = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(9000);
    String manyHeaders = "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(65);
    assertThat(List.of(status(longLine), status(longHeader), status(manyHeaders)))
        .containsExactly(414, 431, 431);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
        "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "\r\n\r\n\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n"
      })
  void refusesMalformedHeads(String head) {
    assertThat(status(head)).isEqualTo(400);
  }

  @Test
  void gives408ToAHeadThatTakesTooLong() {
    Tuning tuning = new Tuning();
    tuning.handshakeTimeout = Duration.ofMillis(200);
    try (TestNode impatient = tuning.start();
        RawPeer silent = new RawPeer(impatient.port());
        RawPeer partial = new RawPeer(impatient.port())) {
      partial.send("GET /echo HTTP/1.1\r\nHost: a\r\n");
      assertThat(silent.readStatus()).isEqualTo(408);
      assertThat(silent.end(1000)).isEqualTo(RawPeer.End.FIN);
      assertThat(partial.readStatus()).isEqualTo(408);
      assertThat(partial.end(1000)).isEqualTo(RawPeer.End.FIN);
    }
  }

  @Test
  void readsWhatFollowsTheRequestInTheSameWrite() {
    try (RawPeer peer = new RawPeer(node.port())) {
      byte[] request = RawPeer.request("/echo").getBytes(StandardCharsets.US_ASCII);
      peer.send(request, WireFrames.text("early"), WireFrames.close(1000, ""));
      assertThat(peer.readHead()).startsWith("HTTP/1.1 101 ");
      assertThat(peer.readFrame().text()).isEqualTo("early");
      assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void upgradesAfterARequestThatArrivesByteByByte() {
    try (RawPeer peer = new RawPeer(node.port())) {
      byte[] request = RawPeer.request("/echo").getBytes(StandardCharsets.US_ASCII);
      peer.sendChopped(WireFrames.join(request, WireFrames.text("slow")), 1);
      assertThat(peer.readHead()).startsWith("HTTP/1.1 101 ");
      assertThat(peer.readFrame().text()).isEqualTo("slow");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 50, 100_000})
  void handsAnythingElseToTheHttpFlowByteForByte(int piece) {
    byte[] body = new byte[piece == 1 ? 500 : 300_000];
    new Random(piece).nextBytes(body);
    String head = "POST /api?x=1 HTTP/1.1\r\nHost: a\r\nX-Odd:  \t v \r\nContent-Length: ";
    byte[] request =
        WireFrames.join(WireFrames.utf8("\r\n" + head + body.length + "\r\n\r\n"), body);
    try (RawPeer peer = new RawPeer(node.port())) {
      peer.sendChopped(request, piece);
      peer.finishSending();
      assertThat(Arrays.equals(peer.readAll(), request)).isTrue();
    }
  }

  @Test
  void outlivesHttpClientsThatVanishInTheMiddleOfARequest() {
    String head = "POST /api HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n";
    for (int i = 0; i < 200; i++) {
      RawPeer peer = new RawPeer(node.port());
      peer.send(WireFrames.utf8(head), new byte[i * 100]);
      if (i % 2 == 0) {
        peer.reset();
      } else {
        peer.close();
      }
    }
    try (RawPeer peer = RawPeer.open(node.port(), "/echo")) {
      peer.send(WireFrames.text("here"));
      assertThat(peer.readFrame().text()).isEqualTo("here");
    }
  }

  @Test
  void leavesNothingOfAClientThatFinishesSendingBehindItsRequest() {
    for (int i = 0; i < 50; i++) {
      try (RawPeer peer = new RawPeer(node.port())) {
        peer.send(RawPeer.request("/echo")).finishSending();
        assertThat(peer.end(2000)).isNotEqualTo(RawPeer.End.STAYS_OPEN);
      }
    }
    await().until(() -> TestNode.await(node.engine.connectionCount(Optional.of("/echo"))) == 0);
  }

  @Test
  void freesAPlaceWhenAConnectionLeaves() {
    Tuning tuning = new Tuning();
    tuning.maxConnections = 2;
    try (TestNode small = tuning.start();
        RawPeer first = RawPeer.open(small.port(), "/echo");
        RawPeer second = RawPeer.open(small.port(), "/echo")) {
      try (RawPeer third = new RawPeer(small.port())) {
        assertThat(third.handshake("/echo")).startsWith("HTTP/1.1 503 ").contains("Retry-After: ");
      }
      first.send(WireFrames.close(1000, ""));
      assertThat(first.end(1000)).isEqualTo(RawPeer.End.FIN);
      RawPeer.open(small.port(), "/echo").close();
      await().until(() -> TestNode.await(small.engine.connectionCount(Optional.empty())) == 1);
      second.send(WireFrames.text("still here"));
      assertThat(second.readFrame().text()).isEqualTo("still here");
      try (RawPeer again = RawPeer.open(small.port(), "/echo")) {
        again.send(WireFrames.text("in"));
        assertThat(again.readFrame().text()).isEqualTo("in");
      }
    }
  }

  @Test
  void keepAliveHttpTakesAPlaceToo() {
    Tuning tuning = new Tuning();
    tuning.maxConnections = 1;
    try (TestNode small = tuning.start();
        RawPeer only = RawPeer.open(small.port(), "/echo");
        RawPeer http = new RawPeer(small.port())) {
      http.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(http.readStatus()).isEqualTo(503);
      only.send(WireFrames.text("still here"));
      assertThat(only.readFrame().text()).isEqualTo("still here");
    }
  }

  @Test
  void servesARealClientBeside1100HalfSentHandshakes() throws IOException {
    byte[] request = RawPeer.request("/echo").getBytes(StandardCharsets.US_ASCII);
    List<SocketChannel> slow = new ArrayList<>();
    try (RawPeer before = RawPeer.open(node.port(), "/echo")) {
      for (int i = 0; i < 1100; i++) {
        slow.add(SocketChannel.open(new InetSocketAddress("127.0.0.1", node.port())));
      }
      for (int round = 0; round < 10; round++) {
        long roundStart = System.nanoTime();
        for (SocketChannel each : slow) {
          each.write(ByteBuffer.wrap(request, round, 1));
        }
        long start = System.nanoTime();
        try (RawPeer peer = RawPeer.open(node.port(), "/echo")) {
          peer.send(WireFrames.text("quick"));
          assertThat(peer.readFrame().text()).isEqualTo("quick");
        }
        before.send(WireFrames.text("control"));
        assertThat(before.readFrame().text()).isEqualTo("control");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        await().until(() -> System.nanoTime() - roundStart > 100_000_000L);
      }
    } finally {
      for (SocketChannel each : slow) {
        each.close();
      }
    }
  }

  @Test
  void survivesRandomBytesAndMutatedHeads() {
    long seed = System.nanoTime();
    System.out.println("HandshakeIT.survivesRandomBytesAndMutatedHeads seed " + seed);
    Random random = new Random(seed);
    byte[] good = RawPeer.request("/echo").getBytes(StandardCharsets.US_ASCII);
    try (RawPeer control = RawPeer.open(node.port(), "/echo")) {
      for (int i = 0; i < 1500; i++) {
        try (RawPeer peer = new RawPeer(node.port())) {
          peer.send(i % 3 == 0 ? noise(random) : mutate(good, random));
        }
        if (i % 50 == 0) {
          control.send(WireFrames.text("alive " + i));
          assertThat(control.readFrame().text()).isEqualTo("alive " + i);
        }
      }
    }
    await()
        .untilAsserted(
            () -> assertThat(TestNode.await(node.engine.routes())).doesNotContain("/echo"));
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] mutate(byte[] good, Random random) {
    byte[] bytes = Arrays.copyOf(good, good.length + random.nextInt(20));
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(good.length);
      if (random.nextBoolean()) {
        bytes[at] = (byte) random.nextInt(256);
      } else {
        int to = random.nextInt(good.length - 20);
        System.arraycopy(good, at, bytes, to, Math.min(20, good.length - at));
      }
    }
    return bytes;
  }

  private static int status(String head) {
    try (RawPeer peer = new RawPeer(node.port())) {
      peer.send(head);
      int status = peer.readStatus();
      assertThat(peer.end(1000)).isEqualTo(RawPeer.End.FIN);
      return status;
    }
  }
}
