package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.carillon.http.settings.ConfigSources;
import io.carillon.http.webhook.TestReceiver;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dialect {@code events} as the program serves it from its configuration. */
class EventsIT {
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path queue;

  private Peer connect(InetSocketAddress to, String path) {
    return Peer.connect(client, URI.create("ws://127.0.0.1:" + to.getPort() + path));
  }

  @Test
  void staysOnItsListener() throws Exception {
    CarillonServer server =
        CarillonServer.start(
            ConfigFactory.parseString(
                    """
                    carillon {
                      listener-defaults.host = 127.0.0.1
                      listeners {
                        a { port = 0, protocol = events }
                        b {
                          port = 0, protocol = events
                          routes {
                            "/raw" { protocol = raw }, "/news" { protocol = subscriptions }
                            "/figures" { protocol = analytics }
                          }
                        }
                        main { port = 0 }
                      }
                      events { relay = on, queue-directory = "%s" }
                      admin.port = 0
                    }
                    """
                        .formatted(queue))
                .withFallback(ConfigSources.shipped().load()));
    try {
      Peer a = connect(server.listeners().get(0).address(), "/any");
      Peer b = connect(server.listeners().get(1).address(), "/any");
      Peer raw = connect(server.listeners().get(1).address(), "/raw");
      Peer main = connect(server.listeners().get(2).address(), "/any");
      Peer news = connect(server.listeners().get(1).address(), "/news");
      Peer figures = connect(server.listeners().get(1).address(), "/figures");
      b.say("{\"event\":\"relayed\"}");
      raw.say("{\"event\":\"by nobody\"}");
      main.say("{\"event\":\"by nobody\"}");
      await().until(() -> b.heard().size() == 1 && raw.heard().size() == 1);
      assertThat(b.heard().get(0)).startsWith("text:{\"event\":\"relayed\",\"payload\":null,");

      Files.writeString(queue.resolve("1.json"), "{\"event\":\"queued\"}");
      await().until(() -> a.heard().size() == 1 && b.heard().size() == 2);
      assertThat(a.heard().get(0)).startsWith("text:{\"event\":\"queued\",\"payload\":null,");
      await()
          .during(Duration.ofMillis(200))
          .until(() -> main.heard().isEmpty() && raw.heard().size() == 2);
      assertThat(news.heard()).isEmpty();
      assertThat(figures.heard()).noneMatch(heard -> heard.contains("\"event\""));
      try (var left = Files.list(queue)) {
        assertThat(left).isEmpty();
      }
    } finally {
      server.stop().toCompletableFuture().join();
    }
  }

  /** With room for one broadcast, a second one for the other listener would be refused. */
  @Test
  void anEventReachesEveryListenerOnce() throws Exception {
    int many = 10;
    try (Door door =
        Door.open(
            "carillon.engine.max-broadcasts-in-flight = 1",
            "carillon.listener-defaults.host = 127.0.0.1",
            "carillon.listeners.a { port = 0, protocol = events }",
            "carillon.listeners.b { port = 0, protocol = events }",
            "carillon.events { queue-directory = \"" + queue + "\", queue-poll = 10ms }")) {
      List<Peer> peers = List.of(door.connectTo("a", "/any"), door.connectTo("b", "/any"));
      for (int i = 0; i < many; i++) {
        Files.writeString(queue.resolve("." + i), "{\"event\":\"e" + i + "\"}");
        Files.move(queue.resolve("." + i), queue.resolve(i + ".json"));
      }
      await().until(() -> peers.stream().allMatch(peer -> peer.heard().size() >= many));
      for (Peer peer : peers) {
        List<String> heard = peer.settle().heard();
        assertThat(heard).hasSize(many);
        for (int i = 0; i < many; i++) {
          assertThat(heard.get(i)).contains("\"event\":\"e" + i + "\"");
        }
      }
    }
  }

  /** What is taken once nobody is connected any more would reach nobody, and be deleted. */
  @Test
  void aServerThatEndsLeavesTheQueueToTheNextOne() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (TestReceiver hanging = TestReceiver.open(before -> waitFor(never));
        Door door =
            Door.open(
                "carillon.listeners.main.protocol = events",
                "carillon.events.queue-directory = \"" + queue + "\"",
                "carillon.webhooks.app.url = \"" + hanging.url() + "\"",
                "carillon.webhooks.app.secret = test-secret-0123456789")) {
      Peer peer = door.connect("/any");
      Files.writeString(queue.resolve("1.json"), "{\"event\":\"first\"}");
      await().until(() -> peer.heard().size() == 1);
      CompletionStage<Done> stopped = door.server().stop();
      assertThat(peer.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1001);
      Files.writeString(queue.resolve("2.json"), "{\"event\":\"second\"}");
      stopped.toCompletableFuture().join();
      assertThat(queue.resolve("2.json")).exists();
      assertThat(peer.heard()).hasSize(1);
    } finally {
      never.countDown();
    }
  }

  private static int waitFor(CountDownLatch latch) {
    try {
      latch.await();
      return 204;
    } catch (InterruptedException e) {
      return 500;
    }
  }

  @Test
  void aFloodOfEventsIsRelayedWholeAndInOrder() {
    int many = 2000;
    try (Server server = Server.create().host("127.0.0.1").port(0).relay(true).start()) {
      Peer talker = connect(server.address(), "/any");
      Peer listener = connect(server.address(), "/any");
      await().until(() -> server.connectionCount() == 2);
      for (int i = 0; i < many; i++) {
        talker.say("{\"event\":\"e\",\"payload\":" + i + "}");
      }
      await().until(() -> listener.heard().size() == many && talker.heard().size() == many);
      for (int i = 0; i < many; i++) {
        assertThat(listener.heard().get(i)).contains("\"payload\":" + i + ",");
      }
      assertThat(talker.closed()).isNotDone();
    }
  }
}
