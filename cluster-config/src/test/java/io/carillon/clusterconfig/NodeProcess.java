package io.carillon.clusterconfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@link TestNode} in a JVM of its own, so that it can really be killed. Close it. */
final class NodeProcess implements AutoCloseable {
  private static final int FIRST_JDK_THAT_WARNS = 24;

  private final Process process;
  private final Path said;

  private NodeProcess(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /**
   * The program: port, number of nodes, certificate, key, authority, seeds. Leaves the cluster when
   * it is asked to end.
   */
  public static void main(String[] arguments) {
    TlsFiles files =
        new TlsFiles(Path.of(arguments[2]), Path.of(arguments[3]), Path.of(arguments[4]));
    List<NodeAddress> seeds =
        List.of(arguments[5].split(",")).stream()
            .map(seed -> NodeAddress.parse(seed, 0).orElseThrow())
            .toList();
    TestNode node =
        TestNode.start(
            TestNode.settings(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                Optional.of(files),
                seeds));
    Runtime.getRuntime().addShutdownHook(new Thread(node::close));
  }

  /** Starts one that logs into a directory. */
  static NodeProcess start(Path directory, int port, int nodes, TlsFiles files, String seeds) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
    if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
      command.add("--sun-misc-unsafe-memory-access=allow"); // see docs/operations.md
    }
    command.add(NodeProcess.class.getName());
    command.addAll(List.of(Integer.toString(port), Integer.toString(nodes)));
    command.add(files.certificate().toString());
    command.add(files.key().toString());
    command.add(files.authority().toString());
    command.add(seeds);
    Path said = directory.resolve("node-" + port + ".log");
    try {
      return new NodeProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start(),
          said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: no word to anybody. */
  void kill() {
    process.destroyForcibly();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** All that it logged and printed so far. */
  String said() {
    try {
      return Files.readString(said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
