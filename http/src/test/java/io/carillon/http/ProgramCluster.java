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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several programs of this machine that are one cluster. Close it, and they are killed. */
final class ProgramCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<NodeProgram> nodes = new ArrayList<>();

  private ProgramCluster() {}

  /** Nodes that talk to each other directly. */
  static ProgramCluster start(Path directory, int size) {
    return start(directory, size, "");
  }

  /** The same with settings besides, as text in HOCON. */
  static ProgramCluster start(Path directory, int size, String settings) {
    return start(directory, Stream.generate(() -> NodePlace.here(settings)).limit(size).toList());
  }

  /** A node at each of these places; waits until they have met. */
  static ProgramCluster start(Path directory, List<NodePlace> places) {
    ProgramCluster cluster = new ProgramCluster();
    try {
      for (NodePlace place : places) {
        Path own = Files.createDirectory(directory.resolve("node-" + cluster.size()));
        Path file = Files.writeString(own.resolve("node.conf"), settings(places, place));
        cluster.nodes.add(new NodeProgram(cluster.client, own, file, place.before()));
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

  private static String settings(List<NodePlace> places, NodePlace own) {
    String seeds =
        places.stream()
            .map(place -> '"' + place.host() + ':' + place.port() + '"')
            .collect(Collectors.joining(","));
    return """
    carillon {
      listeners.main { host = %2$s, port = 0 }
      admin { host = %2$s, port = 0, token = %3$s }
      cluster {
        environment = static, nodes = %1$d, host = %2$s, port = %4$d, seeds = [%5$s]
        stable-after = 2s
      }
    }
    """
            .formatted(places.size(), own.host(), NodeProgram.TOKEN, own.port(), seeds)
        + own.settings();
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
