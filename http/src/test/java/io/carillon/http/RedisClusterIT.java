package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import io.carillon.clusterconfig.redis.RedisProcess;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.http.settings.ConfigSources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three nodes of one cluster beside one Redis. */
class RedisClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int NODES = 3;
  private static final int CLIENTS = 3;

  @TempDir private Path directory;

  private final List<CarillonServer> servers = new ArrayList<>();
  private final List<Peer> peers = new ArrayList<>();
  private RedisProcess redis;

  @BeforeEach
  void begin() {
    redis = RedisProcess.started();
  }

  @AfterEach
  void end() throws Exception {
    for (CarillonServer server : servers) {
      server.stop().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    redis.close();
  }

  /** Three nodes that know of each other, each with a few clients in one room. */
  private void form(String forward) throws IOException {
    int seed = freePort();
    for (int node = 0; node < NODES; node++) {
      int port = node == 0 ? seed : freePort();
      servers.add(CarillonServer.start(config(port, seed, forward)));
      int nodes = node + 1;
      await().atMost(PATIENCE).until(() -> nodesThatAnswer() == nodes || nodes < 2);
    }
    HttpClient client = HttpClient.newHttpClient();
    for (CarillonServer server : servers) {
      int port = server.listeners().get(0).address().getPort();
      for (int i = 0; i < CLIENTS; i++) {
        peers.add(Peer.connect(client, URI.create("ws://127.0.0.1:" + port + "/chat/lobby")));
      }
    }
    await().atMost(PATIENCE).until(() -> redis.publish("chat:nobody", "?") == NODES);
  }

  private Config config(int port, int seed, String forward) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve(port + ".conf"),
            """
            carillon {
              listeners.main { host = 127.0.0.1, port = 0 }
              admin.port = 0
              cluster {
                environment = static, nodes = 3, port = %d, seeds = ["127.0.0.1:%d"]
                management.enabled = off
              }
              redis {
                uri = "%s", forward = %s
                subscribe = [ { channel = "chat:{room}", target { route = "/chat/{room}" } } ]
              }
            }
            """
                .formatted(port, seed, redis.uri(), forward));
    return new ConfigSources(Optional.of(file), Map.of(), new Properties()).load();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private int nodesThatAnswer() {
    return servers
        .get(0)
        .engine()
        .broadcast(Target.all(), Message.text("?"), BroadcastOptions.DEFAULT)
        .toCompletableFuture()
        .join()
        .nodes()
        .reporting()
        .size();
  }

  /** Publishes until every one of these has heard one, since nobody may be on duty yet. */
  private void awaitDuty(List<Peer> all, String word) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              redis.publish("chat:lobby", word);
              return all.stream().allMatch(peer -> peer.heard().contains("text:" + word));
            });
  }

  /** Publishes a few hundred; each of these hears each of them once, in order. */
  private void eachHearsAllOnce(List<Peer> all, String word) {
    List<String> texts = IntStream.range(0, 300).mapToObj(i -> word + i).toList();
    redis.publishAll("chat:lobby", texts);
    List<String> expected = texts.stream().map(text -> "text:" + text).toList();
    for (Peer peer : all) {
      await().atMost(PATIENCE).until(() -> peer.heard().contains(expected.get(299)));
      assertThat(peer.settle().heard()).filteredOn(expected::contains).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"each", "leader"})
  void aMessageReachesEveryConnectionOfEveryNodeOnce(String forward) throws IOException {
    form(forward);
    awaitDuty(peers, "ready");

    eachHearsAllOnce(peers, "m");
  }

  @Test
  void anotherNodeHandsOnWhenTheOneThatDidLeaves() throws Exception {
    form("leader");
    awaitDuty(peers, "ready");
    servers.remove(0).stop().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    List<Peer> others = peers.subList(CLIENTS, peers.size());
    awaitDuty(others, "again");

    eachHearsAllOnce(others, "n");
  }
}
