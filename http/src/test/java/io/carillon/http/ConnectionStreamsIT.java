package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.Message;
import io.carillon.http.server.Connection;
import io.carillon.http.server.ConnectionClosedException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections as Pekko Streams, with back-pressure in both directions. */
class ConnectionStreamsIT {
  private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "program");

  private final Server server = Server.create().host("127.0.0.1").port(0);

  @AfterEach
  void stop() {
    server.close();
  }

  @AfterAll
  static void stopSystem() {
    SYSTEM.terminate();
  }

  private Peer connect() {
    return Peer.connect(
        HttpClient.newHttpClient(),
        URI.create("ws://127.0.0.1:" + server.address().getPort() + "/any"));
  }

  private Connection onlyConnection() {
    return await().until(server::connections, all -> all.size() == 1).get(0);
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void aFlowAnswersEveryMessageInOrder() {
    server.onOpen(
        "/any",
        connection ->
            connection
                .source()
                .map(message -> Message.text("re: " + message.utf8()))
                .runWith(connection.sink(), SYSTEM));
    server.start();
    Peer peer = connect();
    for (int i = 0; i < 200; i++) {
      peer.say("" + i);
    }
    await().until(() -> peer.heard().size() == 200);
    for (int i = 0; i < 200; i++) {
      assertThat(peer.heard().get(i)).isEqualTo("text:re: " + i);
    }
  }

  @Test
  void theSourceEndsWithTheConnection() {
    CompletableFuture<List<Message>> all = new CompletableFuture<>();
    server.onOpen(
        "/any",
        connection -> connection.source().runWith(Sink.seq(), SYSTEM).thenAccept(all::complete));
    server.start();
    Peer peer = connect();
    peer.say("a");
    peer.say("b");
    peer.close();
    assertThat(now(all)).containsExactly(Message.text("a"), Message.text("b"));
  }

  @Test
  void cancellingTheSourceClosesTheConnection() {
    server.onOpen("/any", each -> each.source().take(1).runWith(Sink.ignore(), SYSTEM));
    server.start();
    Peer peer = connect();
    peer.say("one");
    assertThat(now(peer.closed())).isEqualTo(1000);
  }

  @Test
  void theSourceCanBeRunOnce() {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    server.onOpen(
        "/any",
        connection -> {
          Source<Message, ?> source = connection.source();
          for (int run = 1; run <= 2; run++) {
            source
                .runWith(Sink.ignore(), SYSTEM)
                .whenComplete(
                    (done, e) -> {
                      if (e != null) {
                        failure.complete(e);
                      }
                    });
          }
          assertThatThrownBy(connection::source)
              .hasMessage("messages are taken by a stream already");
        });
    server.start();
    connect();
    assertThat(now(failure)).hasMessage("a connection's source can be run once");
  }

  @Test
  void aSlowStreamHoldsItsClientBackAndLosesNothing() {
    int many = 2000;
    CompletableFuture<Done> go = new CompletableFuture<>();
    List<String> heard = new CopyOnWriteArrayList<>();
    server.onOpen(
        "/any",
        connection ->
            connection
                .source()
                .mapAsync(1, message -> go.thenApply(done -> message.utf8().strip()))
                .runWith(Sink.foreach(heard::add), SYSTEM));
    server.start();
    Peer peer = connect();
    CompletableFuture<Void> sent =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < many; i++) {
                peer.say(i + " ".repeat(8000));
              }
            });
    await().during(Duration.ofMillis(300)).until(() -> !sent.isDone());
    assertThat(heard).isEmpty();
    go.complete(Done.getInstance());
    await().until(() -> heard.size() == many);
    for (int i = 0; i < many; i++) {
      assertThat(heard.get(i)).isEqualTo("" + i);
    }
  }

  @Test
  void aClientThatDoesNotReadHoldsTheStreamBackAndLosesNothing() {
    int many = 500;
    int size = 100_000;
    server.start();
    try (SlowClient client = new SlowClient(server.address().getPort())) {
      Connection connection = onlyConnection();
      AtomicInteger taken = new AtomicInteger();
      CompletionStage<Done> sent =
          Source.range(0, many - 1)
              .map(
                  number -> {
                    taken.incrementAndGet();
                    return Message.binary(ByteString.fromArray(payload(number, size)));
                  })
              .runWith(connection.sink(), SYSTEM);
      int stuck = awaitStandstill(taken);
      assertThat(stuck).isLessThan(many);
      for (int number = 0; number < many; number++) {
        assertThat(client.readNumber(size)).isEqualTo(number);
      }
      now(sent);
      assertThat(client.readCloseCode()).isEqualTo(1000);
    }
  }

  private static int awaitStandstill(AtomicInteger counter) {
    int[] last = {0};
    await()
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              int now = counter.get();
              boolean still = now > 0 && now == last[0];
              last[0] = now;
              return still;
            });
    return last[0];
  }

  private static byte[] payload(int number, int size) {
    return ByteBuffer.allocate(size).putInt(number).array();
  }

  @Test
  void aStreamIntoAConnectionThatClosesFails() {
    server.start();
    Peer peer = connect();
    CompletionStage<Done> sent = Source.<Message>maybe().runWith(onlyConnection().sink(), SYSTEM);
    peer.close();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    sent.whenComplete((done, e) -> failure.complete(e));
    assertThat(now(failure)).hasRootCauseInstanceOf(ConnectionClosedException.class);
  }

  @Test
  void aStreamThatFailsClosesWith1011() {
    server.start();
    Peer peer = connect();
    Source.<Message>failed(new IllegalStateException("no more"))
        .runWith(onlyConnection().sink(), SYSTEM);
    assertThat(now(peer.closed())).isEqualTo(1011);
  }

  /** A client with a small receive buffer that reads when it is told to. */
  private static final class SlowClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final DataInputStream in;

    SlowClient(int port) {
      try {
        socket.setReceiveBufferSize(8192);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket
            .getOutputStream()
            .write(
                ("GET /any HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        in = new DataInputStream(socket.getInputStream());
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) in.readUnsignedByte());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The number at the beginning of the next message. */
    int readNumber(int size) {
      try {
        in.readUnsignedByte();
        assertThat(in.readUnsignedByte()).isEqualTo(127);
        assertThat(in.readLong()).isEqualTo(size);
        int number = in.readInt();
        in.skipNBytes(size - Integer.BYTES);
        return number;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    int readCloseCode() {
      try {
        assertThat(in.readUnsignedByte()).isEqualTo(0x88);
        in.readUnsignedByte();
        return in.readUnsignedShort();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
