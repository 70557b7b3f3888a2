package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import io.carillon.http.settings.ConfigSources;
import java.io.IOException;
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

/** Three nodes of one cluster with the same job in their configurations. */
class ClusterJobsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  private final List<CarillonServer> servers = new ArrayList<>();
  private final List<Peer> peers = new ArrayList<>();

  @BeforeEach
  void form() throws IOException {
    int seed = FreePorts.next();
    HttpClient client = HttpClient.newHttpClient();
    for (int node = 0; node < 3; node++) {
      int port = node == 0 ? seed : FreePorts.next();
      servers.add(CarillonServer.start(config(port, seed)));
    }
    for (CarillonServer server : servers) {
      int port = server.listeners().get(0).address().getPort();
      peers.add(Peer.connect(client, URI.create("ws://127.0.0.1:" + port + "/jobs")));
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (CarillonServer server : servers) {
      stop(server);
    }
  }

  private static void stop(CarillonServer server) throws Exception {
    server.stop().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private Config config(int port, int seed) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve(port + ".conf"),
            """
            carillon {
              listeners.main { host = 127.0.0.1, port = 0 }
              admin.enabled = off
              jobs.tick { every = 250ms, target.all = true, message = "{{run}}" }
              cluster {
                environment = static, nodes = 3, port = %d, seeds = ["127.0.0.1:%d"]
                management.enabled = off
              }
            }
            """
                .formatted(port, seed));
    return new ConfigSources(Optional.of(file), Map.of(), new Properties()).load();
  }

  private static long runs(CarillonServer server) {
    return server.jobs().find("tick").toCompletableFuture().join().orElseThrow().runs();
  }

  /** Waits until each of these has heard so many runs since it had heard so many messages. */
  private static void awaitRuns(List<Peer> all, List<Integer> before, int runs) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                IntStream.range(0, all.size())
                    .allMatch(i -> all.get(i).heard().size() >= before.get(i) + runs));
  }

  @Test
  void oneNodeRunsAJobForAllAndTheNextTakesOver() throws Exception {
    awaitRuns(peers, List.of(0, 0, 0), 10);
    assertThat(servers).filteredOn(server -> runs(server) > 0).hasSize(1);
    for (Peer peer : peers) {
      assertThat(peer.heard()).doesNotHaveDuplicates();
    }

    CarillonServer leader = servers.stream().filter(server -> runs(server) > 0).findFirst().get();
    int gone = servers.indexOf(leader);
    stop(servers.remove(gone));
    peers.remove(gone);
    List<Integer> before = peers.stream().map(peer -> peer.heard().size()).toList();
    awaitRuns(peers, before, 10);
    assertThat(servers).filteredOn(server -> runs(server) > 0).hasSize(1);
    for (int i = 0; i < peers.size(); i++) {
      List<String> heard = peers.get(i).heard();
      assertThat(heard.subList(before.get(i), heard.size())).doesNotHaveDuplicates();
    }
  }
}
