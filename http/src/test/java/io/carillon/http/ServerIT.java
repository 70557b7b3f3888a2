package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.FailureReason;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.http.server.Connection;
import io.carillon.http.server.HandlerThreads;
import io.carillon.http.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.server.Directives;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server inside a program, on the wire. */
class ServerIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Server server = Server.create().host("127.0.0.1").port(0);
  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  private Peer connect(String path) {
    return connect(server, path);
  }

  private Peer connect(Server to, String path) {
    return Peer.connect(client, URI.create("ws://127.0.0.1:" + to.address().getPort() + path));
  }

  private Connection onlyConnection() {
    return await().until(server::connections, all -> all.size() == 1).get(0);
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void aHandlerReadsAndSendsInALoop() {
    server.on(
        "/chat/{room}",
        connection -> {
          connection.send("welcome to " + connection.param("room"));
          while (connection.isConnected()) {
            connection.read().ifPresent(message -> connection.send("echo " + message.utf8()));
          }
          log.add("left");
        });
    server.start();
    Peer peer = connect("/chat/the%20lobby?x=1");
    peer.say("a");
    peer.say("");
    peer.say("b");
    await().until(() -> peer.heard().size() == 4);
    assertThat(peer.heard())
        .containsExactly("text:welcome to the lobby", "text:echo a", "text:echo ", "text:echo b");
    Connection connection = onlyConnection();
    assertThat(connection.path()).isEqualTo("/chat/the%20lobby");
    assertThat(connection.query()).isEqualTo("x=1");
    assertThat(connection.params()).isEqualTo(Map.of("room", "the lobby"));
    assertThat(connection.param("other")).isNull();
    assertThat(connection.header("UPGRADE")).contains("websocket");
    assertThat(connection.headers()).containsKey("Host");
    assertThat(connection.remoteAddress()).startsWith("127.0.0.1:");
    connection.close(4000, "enough");
    assertThat(now(peer.closed())).isEqualTo(4000);
    await().until(() -> log.equals(List.of("left")));
    assertThat(connection.isConnected()).isFalse();
    assertThat(connection.send("late")).isEqualTo(new PushResult.Refused(FailureReason.CLOSED));
    assertThat(server.connectionCount()).isZero();
  }

  @Test
  void aHandlerRunsOnAVirtualThreadWhereThereAreSome() {
    server.on("/any", connection -> log.add(Thread.currentThread().toString()));
    server.start();
    connect("/any");
    await().until(() -> log.size() == 1);
    assertThat(log.get(0).startsWith("VirtualThread")).isEqualTo(HandlerThreads.areVirtual());
  }

  @Test
  void readsWhatCameBeforeTheEnd() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    server.on(
        "/any",
        connection -> {
          closed.await();
          while (connection.isConnected()) {
            connection.read().ifPresent(message -> log.add(message.utf8()));
          }
          log.add("over " + connection.read().isPresent());
        });
    server.start();
    Peer peer = connect("/any");
    peer.say("a");
    peer.say("b");
    Connection connection = onlyConnection();
    peer.close();
    await().until(() -> server.connectionCount() == 0);
    assertThat(connection.isConnected()).isTrue();
    closed.countDown();
    await().until(() -> log.equals(List.of("a", "b", "over false")));
  }

  @Test
  void aReactiveHandlerCostsNoThread() {
    server.onOpen(
        "/any",
        connection -> {
          connection.onMessage(message -> connection.send(message));
          connection.onClose((code, reason) -> log.add("closed " + code + " " + reason));
          connection.attributes().put("since", 1);
        });
    server.start();
    Peer peer = connect("/any");
    peer.say("hello");
    await().until(() -> peer.heard().equals(List.of("text:hello")));
    Connection connection = onlyConnection();
    assertThat(connection.attributes()).containsEntry("since", 1);
    connection.close();
    assertThat(now(peer.closed())).isEqualTo(1000);
    await().until(() -> log.equals(List.of("closed 1000 ")));
    connection.onClose((code, reason) -> log.add("later " + code));
    assertThat(log).containsExactly("closed 1000 ", "later 1000");
  }

  @Test
  void aReactiveHandlerMustNotWait() {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    server.onOpen(
        "/any",
        connection -> {
          try {
            connection.read();
          } catch (IllegalStateException | InterruptedException e) {
            failure.complete(e);
          }
        });
    server.start();
    connect("/any");
    assertThat(now(failure))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use onMessage");
  }

  @Test
  void sendsTextAndBytes() {
    server.onOpen(
        "/any",
        connection -> {
          connection.send("text");
          connection.send(new byte[] {'b', 'i', 'n'});
        });
    server.start();
    Peer peer = connect("/any");
    await().until(() -> peer.heard().equals(List.of("text:text", "binary:bin")));
  }

  @Test
  void aBroadcastReachesEveryPathAndIsCounted() {
    server.on("/chat", connection -> {});
    server.start();
    Peer chat = connect("/chat");
    Peer elsewhere = connect("/nobody/knows");
    await().until(() -> server.connectionCount() == 2);
    Receipt receipt = now(server.broadcast("joined", Map.of("user", "Ada")));
    assertThat(receipt.targeted()).isEqualTo(2);
    assertThat(receipt.counts().written()).isEqualTo(2);
    for (Peer each : List.of(chat, elsewhere)) {
      await().until(() -> each.heard().size() == 1);
      assertThat(each.heard().get(0))
          .startsWith("text:{\"event\":\"joined\",\"payload\":{\"user\":\"Ada\"},\"timestamp\":");
    }
    now(server.broadcast("bare", null));
    await().until(() -> chat.heard().size() == 2);
    assertThat(chat.heard().get(1)).contains("\"payload\":null");
  }

  @Test
  void tagsAimBroadcasts() {
    server.start();
    Peer one = connect("/any");
    Connection connection = onlyConnection();
    Peer two = connect("/any");
    assertThat(now(connection.tag("vip"))).isTrue();
    now(server.engine().broadcast(Target.tag("vip"), Message.text("hi"), BroadcastOptions.DEFAULT));
    await().until(() -> one.heard().equals(List.of("text:hi")));
    assertThat(two.heard()).isEmpty();
    now(connection.untag("vip"));
    Receipt receipt =
        now(
            server
                .engine()
                .broadcast(Target.tag("vip"), Message.text("hi"), BroadcastOptions.DEFAULT));
    assertThat(receipt.targeted()).isZero();
  }

  @Test
  void aBroadcastThatCannotBeWrittenIsRefused() {
    server.start();
    assertThatThrownBy(() -> server.broadcast("", 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> server.broadcast("x", new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the payload cannot be written as JSON");
  }

  @Test
  void messagesThatNoHandlerTakesAreDroppedUnlessTheyMayBeRelayed() {
    server.start();
    Peer silent = connect("/a");
    silent.say("{\"event\":\"x\"}");
    await().during(Duration.ofMillis(200)).until(() -> silent.heard().isEmpty());
    now(server.stop());

    server.relay(true).on("/handled", connection -> connection.read()).start();
    Peer one = connect("/a");
    Peer two = connect("/b");
    one.say("nonsense");
    one.say("{\"event\":\"\"}");
    one.say("{\"event\":\"e\"}");
    for (Peer each : List.of(one, two)) {
      await().until(() -> each.heard().size() == 1);
      assertThat(each.heard().get(0)).startsWith("text:{\"event\":\"e\",\"payload\":null,");
    }
    Peer handled = connect("/handled");
    handled.say("{\"event\":\"taken\"}");
    handled.say("{\"event\":\"left\"}");
    await().until(() -> handled.heard().size() == 1);
    assertThat(handled.heard().get(0)).contains("\"left\"");
  }

  @Test
  void eventsComeFromAFolder() throws IOException {
    Path queue = folder.resolve("queue");
    server.eventQueue(queue).start();
    assertThat(Files.isDirectory(queue)).isTrue();
    Peer peer = connect("/any");
    await().until(() -> server.connectionCount() == 1);
    Server.queueEvent(queue, "one", Map.of("n", 1));
    Server.queueEvent(queue, "two", null);
    Files.writeString(queue.resolve("0.json"), "poison");
    await().until(() -> peer.heard().size() == 2);
    assertThat(peer.heard().get(0)).startsWith("text:{\"event\":\"one\",\"payload\":{\"n\":1},");
    assertThat(peer.heard().get(1)).startsWith("text:{\"event\":\"two\",\"payload\":null,");
    await().until(() -> Files.exists(queue.resolve("rejected").resolve("0.json")));
  }

  @Test
  void httpRoutesStandBesideTheSockets() throws Exception {
    server
        .http(
            Directives.path(
                "notify",
                () ->
                    Directives.post(
                        () ->
                            Directives.onSuccess(
                                server.broadcast("posted", 1),
                                receipt -> Directives.complete("reached " + receipt.targeted())))))
        .start();
    Peer peer = connect("/any");
    await().until(() -> server.connectionCount() == 1);
    assertThat(http("POST", "/notify").body()).isEqualTo("reached 1");
    await().until(() -> peer.heard().size() == 1);
    assertThat(http("GET", "/notify").statusCode()).isEqualTo(405);
    assertThat(http("GET", "/health").body()).contains("ok");
    assertThat(http("GET", "/elsewhere").statusCode()).isEqualTo(426);
  }

  @Test
  void anHttpRouteThatThrowsIsAnswered500AndCostsNobodyElse() throws Exception {
    server
        .http(
            Directives.path(
                "fails",
                () ->
                    Directives.extractRequest(
                        request -> {
                          throw new IllegalStateException("a secret");
                        })))
        .start();
    Peer peer = connect("/any");
    HttpResponse<String> answer = http("GET", "/fails");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret");
    assertThat(http("GET", "/health").statusCode()).isEqualTo(200);
    assertThat(peer.settle().closed()).isNotDone();
  }

  private HttpResponse<String> http(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void serversInOneProgramKnowNothingOfEachOther() {
    Server other = Server.create().host("127.0.0.1").port(0);
    try (other) {
      server.start();
      other.start();
      Peer ours = connect("/any");
      Peer theirs = connect(other, "/any");
      await().until(() -> server.connectionCount() == 1 && other.connectionCount() == 1);
      assertThat(now(server.broadcast("ours", 1)).targeted()).isOne();
      await().until(() -> ours.heard().size() == 1);
      assertThat(theirs.heard()).isEmpty();
      now(server.stop());
      assertThat(now(ours.closed())).isEqualTo(1001);
      assertThat(server.isRunning()).isFalse();
      assertThat(other.isRunning()).isTrue();
      assertThat(now(other.broadcast("theirs", 1)).counts().written()).isOne();
    }
  }

  @Test
  void canBeStartedAgain() {
    assertThat(server.isRunning()).isFalse();
    now(server.stop());
    server.on("/a", connection -> connection.send("first")).start().start();
    assertThat(server.isRunning()).isTrue();
    assertThatThrownBy(() -> server.on("/b", connection -> {}))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> server.port(1)).isInstanceOf(IllegalStateException.class);
    now(server.stop());
    assertThatThrownBy(() -> server.broadcast("x", 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(server::address).isInstanceOf(IllegalStateException.class);
    server.on("/a", connection -> connection.send("second")).start();
    Peer peer = connect("/a");
    await().until(() -> peer.heard().equals(List.of("text:second")));
  }

  @Test
  void runWaitsUntilItIsStopped() throws InterruptedException {
    Thread program = new Thread(server::run);
    program.start();
    await().until(server::isRunning);
    now(server.stop());
    program.join(TimeUnit.SECONDS.toMillis(10));
    assertThat(program.isAlive()).isFalse();
  }

  @Test
  void handlersThatStillRunWhenItStopsAreInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    server.on(
        "/any",
        connection -> {
          log.add("runs");
          try {
            never.await();
          } catch (InterruptedException e) {
            log.add("interrupted");
            throw e;
          }
        });
    server.start();
    connect("/any");
    await().until(() -> log.equals(List.of("runs")));
    now(server.stop());
    await().until(() -> log.equals(List.of("runs", "interrupted")));
  }

  @Test
  void settingsAreKeysOfTheConfiguration() {
    assertThatThrownBy(() -> server.with("carillon.engine.lane", 1).start())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("did you mean lanes");
    assertThatThrownBy(
            () -> Server.create().with("carillon.listeners.main.protocol", "stomp").port(0).start())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("stomp: expected one of raw, echo, subscriptions, events, analytics");
    Server small =
        Server.of(ConfigFactory.parseString("carillon.listeners.main.max-message-bytes = 10"));
    try (small) {
      small.host("127.0.0.1").port(0).start();
      Peer peer = connect(small, "/any");
      peer.say("x".repeat(11));
      assertThat(now(peer.closed())).isEqualTo(1009);
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    server.start();
    Server second = Server.create().host("127.0.0.1").port(server.address().getPort());
    assertThatThrownBy(second::start)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("already in use");
    assertThat(second.isRunning()).isFalse();
  }

  @Test
  void aPathThatIsNoPatternIsRefused() {
    assertThatThrownBy(() -> server.on("/chat/{", connection -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    server.on("/{a}", connection -> {}).on("/{b}", connection -> {});
    assertThatThrownBy(server::start).isInstanceOf(SettingsException.class);
  }

  @Test
  void canHaveAnAdminPort() {
    server.with("carillon.admin.enabled", true).with("carillon.admin.port", 0).start();
    assertThat(server.isRunning()).isTrue();
  }

  @Test
  void pathsCanSpeakOtherProtocols() {
    server
        .with("carillon.listeners.main.routes", Map.of("/echo", Map.of("protocol", "echo")))
        .start();
    Peer peer = connect("/echo");
    peer.say("hi");
    await().until(() -> peer.heard().equals(List.of("text:hi")));
    assertThat(server.connectionCount()).isOne();
    assertThat(onlyConnection().path()).isEqualTo("/echo");
    assertThatThrownBy(() -> onlyConnection().read())
        .hasMessage("messages are taken by the route's protocol already");
    peer.close();
    await().until(() -> server.connectionCount() == 0);
  }

  @Test
  void aSlowHandlerHoldsItsClientBackAndLosesNothing() {
    int many = 3000;
    CountDownLatch go = new CountDownLatch(1);
    List<Integer> read = new ArrayList<>();
    CompletableFuture<List<Integer>> all = new CompletableFuture<>();
    server.on(
        "/any",
        connection -> {
          go.await();
          while (read.size() < many) {
            Optional<Message> next = connection.read();
            next.ifPresent(message -> read.add(Integer.parseInt(message.utf8().strip())));
          }
          all.complete(read);
        });
    server.start();
    Peer peer = connect("/any");
    CompletableFuture<Void> sent =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < many; i++) {
                peer.say(i + " ".repeat(5000));
              }
            });
    await().during(Duration.ofMillis(300)).until(() -> !sent.isDone());
    go.countDown();
    List<Integer> numbers = now(all);
    for (int i = 0; i < many; i++) {
      assertThat(numbers.get(i)).isEqualTo(i);
    }
  }
}
