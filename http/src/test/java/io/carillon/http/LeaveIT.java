package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node of two, both programs of their own, is asked to end. */
class LeaveIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Pattern LISTENER = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)\n");
  private static final Pattern ADMIN = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)  with");
  private static final int CLIENTS = 30;

  @TempDir private Path directory;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<ProgramNode> nodes = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  private final class ProgramNode {
    final Program program;
    final int probes;

    private ProgramNode(Program program, int probes) {
      this.program = program;
      this.probes = probes;
    }

    Peer connect() {
      return Peer.connect(client, URI.create("ws://127.0.0.1:" + port(LISTENER) + "/chat"));
    }

    JsonNode broadcast() throws Exception {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + port(ADMIN) + "/v1/broadcasts"))
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"target\":{\"all\":true},\"message\":{\"text\":\"x\"},\"timeout\":\"2s\"}"))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return new ObjectMapper().readTree(answer.body());
    }

    int ready() {
      try {
        return client
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + probes + "/ready")).build(),
                BodyHandlers.discarding())
            .statusCode();
      } catch (IOException e) {
        return 0;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private int port(Pattern pattern) {
      Matcher matcher = pattern.matcher(program.printedUntil("sendAll"));
      assertThat(matcher.find()).isTrue();
      return Integer.parseInt(matcher.group(1));
    }
  }

  /** Of two halves the one with the lower address goes on: here that of the node that leaves. */
  @BeforeEach
  void findPorts() throws IOException {
    ports.add(freePort());
    ports.add(freePort());
    ports.sort(Comparator.reverseOrder());
  }

  @AfterEach
  void kill() {
    nodes.forEach(node -> node.program.close());
  }

  private ProgramNode start() throws IOException {
    int probes = freePort();
    Program program =
        new Program(Files.createDirectory(directory.resolve(String.valueOf(nodes.size()))));
    program.run(
        List.of(
            "carillon.listeners.main.host=127.0.0.1",
            "carillon.listeners.main.port=0",
            "carillon.admin.port=0",
            "carillon.cluster.environment=static",
            "carillon.cluster.nodes=2",
            "carillon.cluster.port=" + ports.get(nodes.size()),
            "carillon.cluster.seeds.0=127.0.0.1:" + ports.get(0),
            "carillon.cluster.management.enabled=on",
            "carillon.cluster.management.port=" + probes,
            "carillon.shutdown.close-over=3s",
            "carillon.shutdown.retry-within=700ms"));
    nodes.add(new ProgramNode(program, probes));
    return nodes.get(nodes.size() - 1);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void closesItsClientsInWavesAndIsNotMissedAfterwards() throws Exception {
    ProgramNode staying = start();
    ProgramNode leaving = start();
    await().atMost(PATIENCE).until(() -> staying.ready() == 200 && leaving.ready() == 200);
    Peer stayer = staying.connect();
    List<Peer> leavers = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      leavers.add(leaving.connect());
    }
    assertThat(staying.broadcast().at("/counts/written").asInt()).isEqualTo(CLIENTS + 1);

    long start = System.nanoTime();
    leaving.program.interrupt();

    await().until(() -> leaving.ready() == 500);
    await().until(() -> leavers.stream().anyMatch(peer -> peer.closed().isDone()));
    assertThat(leaving.broadcast().at("/counts/written").asInt()).isBetween(2, CLIENTS);
    assertThat(staying.broadcast().get("complete").asBoolean()).isTrue();
    for (Peer leaver : leavers) {
      assertThat(leaver.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1012);
      assertThat(leaver.closeReason()).matches("retry_after_ms=[1-7]?\\d{1,2}");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(seconds(2), seconds(8));
    assertThat(leaving.program.status()).isZero();
    assertThat(leaving.program.printed("out")).endsWith("Stopped." + System.lineSeparator());
    await().atMost(seconds(3)).until(() -> staying.broadcast().get("complete").asBoolean());
    JsonNode after = staying.broadcast();
    assertThat(after.at("/counts/written").asInt()).isOne();
    assertThat(after.at("/nodes/missing")).isEmpty();
    assertThat(after.at("/nodes/reporting")).hasSize(1);
    assertThat(staying.ready()).isEqualTo(200);
    assertThat(stayer.closed()).isNotDone();
  }

  @Test
  void doesNotWaitForANodeThatIsSilent() throws Exception {
    ProgramNode silent = start();
    ProgramNode leaving = start();
    await().atMost(PATIENCE).until(() -> silent.ready() == 200 && leaving.ready() == 200);
    Peer peer = leaving.connect();
    silent.program.suspend();

    leaving.program.interrupt();

    assertThat(peer.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1012);
    assertThat(leaving.program.status()).as(leaving.program.printed("err")).isZero();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
