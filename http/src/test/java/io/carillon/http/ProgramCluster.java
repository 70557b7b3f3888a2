package io.carillon.http;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Several programs of this machine that are one cluster. Close it, and they are killed. */
final class ProgramCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<NodeProgram> nodes = new ArrayList<>();

  private ProgramCluster() {}

  /** Nodes that talk to each other directly. */
  static ProgramCluster start(Path directory, int size) {
    List<Integer> ports = IntStream.range(0, size).map(i -> FreePorts.next()).boxed().toList();
    return start(directory, ports, i -> "");
  }

  /**
   * Nodes that reach each other at these ports, and have settings of their own besides; waits until
   * they have met.
   */
  static ProgramCluster start(Path directory, List<Integer> ports, IntFunction<String> besides) {
    ProgramCluster cluster = new ProgramCluster();
    try {
      for (int i = 0; i < ports.size(); i++) {
        Path own = Files.createDirectory(directory.resolve("node-" + i));
        String settings = settings(ports, ports.get(i)) + besides.apply(i);
        Path file = Files.writeString(own.resolve("node.conf"), settings);
        cluster.nodes.add(new NodeProgram(cluster.client, own, file));
      }
      cluster.nodes.forEach(NodeProgram::start);
      cluster.nodes.forEach(NodeProgram::awaitPorts);
      cluster.awaitWhole();
      return cluster;
    } catch (IOException e) {
      cluster.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private static String settings(List<Integer> ports, int port) {
    String seeds =
        ports.stream().map(each -> "\"127.0.0.1:" + each + "\"").collect(Collectors.joining(","));
    return """
    carillon {
      listeners.main { host = 127.0.0.1, port = 0 }
      admin.port = 0
      cluster { environment = static, nodes = %d, port = %d, seeds = [%s], stable-after = 2s }
    }
    """
        .formatted(ports.size(), port, seeds);
  }

  NodeProgram node(int number) {
    return nodes.get(number);
  }

  int size() {
    return nodes.size();
  }

  /** Starts all that have ended, and waits until every node counts with all others. */
  void revive() {
    List<NodeProgram> dead = nodes.stream().filter(node -> !node.program().isAlive()).toList();
    dead.forEach(NodeProgram::start);
    dead.forEach(NodeProgram::awaitPorts);
    awaitWhole();
  }

  /** Waits until every node counts with all others. */
  void awaitWhole() {
    nodes.forEach(node -> awaitCompleteAt(node, nodes.size()));
  }

  /** Waits until a node calls a count complete that so many nodes have a part in. */
  static void awaitCompleteAt(NodeProgram node, int nodes) {
    await()
        .atMost(PATIENCE)
        .until(() -> isComplete(node.send("/nobody", "", TIMEOUT).join(), nodes));
  }

  /** Waits until a node knows of no clients any more, anywhere. */
  void awaitNoClients() {
    await()
        .atMost(PATIENCE)
        .until(() -> nodes.get(0).get("/frankenphp_ws/getClientsCount").get("count").asInt() == 0);
  }

  private static boolean isComplete(Outcome outcome, int nodes) {
    return outcome.complete() && outcome.reporting().size() == nodes;
  }

  @Override
  public void close() {
    nodes.forEach(NodeProgram::close);
  }
}
