package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import io.carillon.http.settings.CarillonSettings;
import io.carillon.http.settings.ConfigSources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of two, one of whom never answers: it has joined and runs no server. */
class MissingNodeIT {
  private static final String HEADER = "Carillon-Nodes-Missing";

  @TempDir private static Path directory;

  private static Door door;
  private static ActorSystem<Void> silent;
  private static String missing;

  @BeforeAll
  static void start() throws IOException {
    int seed = freePort();
    door = Door.of(config(seed, seed));
    Config other = config(freePort(), seed);
    silent = Neighbours.start(CarillonSettings.of(other).cluster(), other);
    Neighbours.join(
        silent,
        CarillonSettings.of(other).cluster(),
        () -> CompletableFuture.completedFuture(Done.getInstance()));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> nodes().size() == 2);
    door.connect("/chat");
    missing =
        nodes().get(0).get("here").asBoolean()
            ? nodes().get(1).get("name").asText()
            : nodes().get(0).get("name").asText();
  }

  @AfterAll
  static void stop() {
    door.close();
    silent.terminate();
    silent.getWhenTerminated().toCompletableFuture().join();
  }

  private static Config config(int port, int seed) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve(port + ".conf"),
            """
            carillon {
              listeners.main { host = 127.0.0.1, port = 0 }
              admin.port = 0
              cluster { environment = static, nodes = 2, port = %d, seeds = ["127.0.0.1:%d"] }
            }
            """
                .formatted(port, seed));
    return new ConfigSources(Optional.of(file), Map.of(), new Properties()).load();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static JsonNode nodes() {
    return Door.json(door.get("/v1/nodes")).get("nodes");
  }

  @Test
  void theNativeApiNamesIt() {
    JsonNode count = Door.json(door.get("/v1/count"));

    assertThat(count.get("count").asInt()).isOne();
    assertThat(count.at("/nodes/reporting")).hasSize(1);
    assertThat(count.at("/nodes/missing")).containsExactly(Door.json("'" + missing + "'"));
    assertThat(Door.json(door.get("/v1/routes")).at("/nodes/missing")).hasSize(1);
    assertThat(nodes())
        .filteredOn(node -> node.get("name").asText().equals(missing))
        .allSatisfy(
            node -> {
              assertThat(node.get("here").asBoolean()).isFalse();
              assertThat(node.get("address").asText()).startsWith("127.0.0.1:");
              assertThat(node.get("connections").isNull()).isTrue();
            });
  }

  /** Each waits for the silent node, so all are asked at once. */
  @Test
  void compatibleAnswersCarryItsNameInAHeader() {
    Map<String, String> bodies =
        Map.of(
            "GET /frankenphp_ws/getClientsCount", "{'count':1}",
            "GET /frankenphp_ws/getAllRoutes", "{'routes':['/chat']}",
            "GET /frankenphp_ws/getAllTags", "{'tags':[]}",
            "GET /frankenphp_ws/getTagCount/t", "{'tag':'t','count':0}",
            "GET /frankenphp_ws/getClientsByTag/t", "{'tag':'t','clients':[]}",
            "POST /frankenphp_ws/sendAll", "{'sentCount':1}",
            "POST /v1/gateway/getAllClientIdCount", "{'count':1}",
            "POST /v1/gateway/getAllUidList", "{'uids':[]}",
            "POST /v1/gateway/ungroup", "{'count':0}");
    Map<String, CompletableFuture<HttpResponse<String>>> asked = new HashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(bodies.size());
    bodies
        .keySet()
        .forEach(row -> asked.put(row, CompletableFuture.supplyAsync(() -> ask(row), threads)));
    threads.shutdown();

    asked.forEach(
        (row, answer) -> {
          HttpResponse<String> response = answer.join();
          assertThat(response.statusCode()).as(row).isEqualTo(200);
          assertThat(Door.json(response)).as(row).isEqualTo(Door.json(bodies.get(row)));
          assertThat(response.headers().firstValue(HEADER)).as(row).contains(missing);
        });
  }

  private static HttpResponse<String> ask(String row) {
    String[] words = row.split(" ");
    String body = words[1].endsWith("/ungroup") ? "{\"group\":\"g\"}" : "";
    return door.admin(words[0], words[1], body);
  }

  @Test
  void whatAsksNobodyElseCarriesNone() {
    assertThat(door.get("/frankenphp_ws/getClientsByTagExpression/%28").headers().map())
        .doesNotContainKey(HEADER);
  }
}
