package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.http.javadsl.server.Directives;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private HttpResponse<String> http(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }
}
