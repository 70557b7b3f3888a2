package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Receipt;
import io.carillon.engine.message.Target;
import io.carillon.http.settings.ConfigSources;
import io.carillon.http.webhook.TestReceiver;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as one of several. */
class ClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir private Path directory;

  private Config config(int port, int seed, int probes) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve(port + ".conf"),
            """
            carillon {
              listeners.main { host = 127.0.0.1, port = 0 }
              admin.port = 0
              cluster {
                environment = static, nodes = 2, port = %d, seeds = ["127.0.0.1:%d"]
                management { enabled = on, port = %d }
              }
            }
            """
                .formatted(port, seed, probes));
    return new ConfigSources(Optional.of(file), Map.of(), new Properties()).load();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static int ready(int probes) throws Exception {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + probes + "/ready")).build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (ConnectException e) {
      return 0;
    }
  }

  @Test
  void nodesAreReadyOnceMoreThanHalfOfThemHaveMetAndLeaveWhenTheyStop() throws Exception {
    int seed = freePort();
    int firstProbes = freePort();
    int secondProbes = freePort();
    CarillonServer first = CarillonServer.start(config(seed, seed, firstProbes));
    try {
      assertThat(ready(firstProbes)).isEqualTo(500);

      CarillonServer second = CarillonServer.start(config(freePort(), seed, secondProbes));
      try {
        Awaitility.await().atMost(PATIENCE).until(() -> ready(firstProbes) == 200);
        Awaitility.await().atMost(PATIENCE).until(() -> ready(secondProbes) == 200);
        connect(first);
        connect(second);
        connect(second);
        Awaitility.await().atMost(PATIENCE).until(() -> sentTo(first).reached() == 3);
        assertThat(sentTo(second).nodes().reporting()).hasSize(2);
        assertThat(metrics(first))
            .contains("carillon_connections 1.0")
            .contains("carillon_nodes{state=\"present\"} 2.0")
            .contains("carillon_nodes{state=\"lost\"} 0.0");
        assertThat(metrics(second)).contains("carillon_connections 2.0");
      } finally {
        second.stop().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      assertThat(ready(secondProbes)).isZero();
      assertThat(ready(firstProbes)).isEqualTo(200);
    } finally {
      first.stop().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** As a node that the others have taken out does: nobody asked the program to end. */
  @Test
  void aNodeThatTheClusterEndsClosesItsConnectionsAndSendsItsLastWebhooks() throws Exception {
    int port = freePort();
    try (TestReceiver receiver = TestReceiver.open()) {
      Config alone =
          ConfigFactory.parseString(
                  """
                  carillon {
                    cluster { nodes = 3, join-timeout = 3s }
                    webhooks.app {
                      url = "%s", secret = test-secret-0123456789
                      batch-delay = 1h, batch-events = 10000
                    }
                  }
                  """
                      .formatted(receiver.url()))
              .withFallback(config(port, port, freePort()));
      CarillonServer server = CarillonServer.start(alone);
      try {
        Peer peer = connect(server);
        server.terminated().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(peer.closed().get(1, TimeUnit.SECONDS)).isEqualTo(1001);
        assertThat(receiver.events())
            .extracting(event -> event.get("event").asText())
            .containsExactly("open", "close");
      } finally {
        server.stop().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  private static List<String> metrics(CarillonServer server) throws Exception {
    int port = server.adminAddress().getPort();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
            BodyHandlers.ofLines())
        .body()
        .toList();
  }

  private static Peer connect(CarillonServer server) {
    return Peer.connect(
        HttpClient.newHttpClient(),
        URI.create("ws://127.0.0.1:" + server.listeners().get(0).address().getPort() + "/chat"));
  }

  private static Receipt sentTo(CarillonServer server) {
    return server
        .engine()
        .broadcast(Target.all(), Message.text("to all nodes"), BroadcastOptions.DEFAULT)
        .toCompletableFuture()
        .join();
  }

  @Test
  void aTakenPortOfTheClusterIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Config config = config(taken.getLocalPort(), taken.getLocalPort(), freePort());

      assertThatThrownBy(() -> CarillonServer.start(config))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("(carillon.cluster.port): the address is already in use");
    }
  }

  @Test
  void aTakenPortOfTheProbesIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = freePort();
      Config config = config(port, port, taken.getLocalPort());

      assertThatThrownBy(() -> CarillonServer.start(config))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("(carillon.cluster.management.port): the address is already");
    }
  }
}
