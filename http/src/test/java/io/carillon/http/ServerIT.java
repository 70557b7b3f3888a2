package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.unmarshalling.Unmarshaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server inside a program, on the wire. */
class ServerIT extends EmbeddedServer {
  @TempDir private Path folder;

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
  void listenersThatDoNotSpeakEventsHearNoneFromTheFolder() throws IOException {
    Path queue = folder.resolve("queue");
    int port = FreePorts.next();
    Map<String, Object> raw = Map.of("host", "127.0.0.1", "port", port, "protocol", "raw");
    server.with("carillon.listeners.other", raw).eventQueue(queue).start();
    Peer ours = connect("/any");
    Peer other = Peer.connect(client, URI.create("ws://127.0.0.1:" + port + "/any"));
    await().until(() -> server.connectionCount() == 2);
    Server.queueEvent(queue, "queued", null);
    await().until(() -> ours.heard().size() == 1);
    assertThat(now(server.broadcast("broadcast", null)).targeted()).isEqualTo(2);
    await().until(() -> other.heard().size() == 1);
    assertThat(other.heard().get(0)).contains("\"broadcast\"");
  }

  @Test
  void clientsOfOtherDialectsHearNoEvents() {
    Map<String, Object> routes =
        Map.of(
            "/news",
            Map.of("protocol", "subscriptions"),
            "/figures",
            Map.of("protocol", "analytics"));
    server.with("carillon.listeners.main.routes", routes).start();
    Peer ours = connect("/any");
    Peer news = connect("/news");
    Peer figures = connect("/figures");
    await().until(() -> server.connectionCount() == 3);
    assertThat(now(server.broadcast("ours", null)).targeted()).isOne();
    await().until(() -> ours.heard().size() == 1);
    assertThat(news.heard()).isEmpty();
    assertThat(figures.heard()).noneMatch(heard -> heard.contains("\"event\""));
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

  /** Anybody can reach the port: without a limit an endless body would fill the heap. */
  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 40000000", "Transfer-Encoding: chunked"})
  void aBodyThatIsTooLargeIsAnswered413BeforeItIsRead(String length) throws Exception {
    server.with("carillon.server.http-body-bytes", 10_000).http(taking()).start();
    assertThat(post("/take", "x".repeat(10_000)).body()).isEqualTo("took 10000");
    try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(ascii("POST /take HTTP/1.1\r\nHost: a\r\n" + length + "\r\n\r\n"));
      for (int i = 0; i < 20; i++) {
        out.write(ascii("3e8\r\n" + "x".repeat(1000) + "\r\n"));
      }
      socket.setSoTimeout(10_000);
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
      assertThat(status).asString(StandardCharsets.US_ASCII).isEqualTo("HTTP/1.1 413");
    }
    assertThat(post("/take", "x").body()).isEqualTo("took 1");
  }

  @Test
  void aRouteMaySetALimitOfItsOwn() throws Exception {
    server
        .with("carillon.server.http-body-bytes", 10)
        .http(Directives.withSizeLimit(20, ServerIT::taking))
        .start();
    assertThat(post("/take", "x".repeat(20)).body()).isEqualTo("took 20");
    assertThat(post("/take", "x".repeat(21)).statusCode()).isEqualTo(413);
  }

  private static Route taking() {
    return Directives.path(
        "take",
        () ->
            Directives.entity(
                Unmarshaller.entityToString(),
                body -> Directives.complete("took " + body.length())));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void usersAndGroupsAreReachedByTheGateway() {
    server.start();
    Peer peer = connect("/any");
    ConnectionId id = onlyConnection().id();
    now(server.gateway().bindUid(id, "7"));
    now(server.gateway().joinGroup(id, "room"));
    now(server.gateway().sendToUid(Set.of("7"), Message.text("to you")));
    now(server.gateway().sendToGroup(Set.of("room"), Message.text("to all"), Set.of()));
    await().until(() -> peer.heard().equals(List.of("text:to you", "text:to all")));
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

  private HttpResponse<String> post(String path, String body) throws Exception {
    return http("POST", path, BodyPublishers.ofString(body));
  }

  private HttpResponse<String> http(String method, String path) throws Exception {
    return http(method, path, BodyPublishers.noBody());
  }

  private HttpResponse<String> http(String method, String path, BodyPublisher body)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    HttpRequest request = HttpRequest.newBuilder(uri).method(method, body).build();
    return client.send(request, BodyHandlers.ofString());
  }
}
