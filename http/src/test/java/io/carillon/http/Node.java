package io.carillon.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A script that the real {@code node} runs, with the WebSocket that browsers have: its own, one
 * that it must be asked for, or that of Debian's package node-ws. Close it.
 */
final class Node implements AutoCloseable {
  static final Path SCRIPTS =
      Path.of(System.getProperty("carillon.root"), "http", "src", "test", "resources", "js");

  private static final long PATIENCE_SECONDS = 60;
  private static final List<List<String>> WAYS =
      List.of(
          List.of("node"),
          List.of("node", "--experimental-websocket", "--no-warnings"),
          List.of("node", "-r", SCRIPTS.resolve("websocket.cjs").toString()));
  private static final List<String> COMMAND = command();

  private final Process process;

  private Node(Process process) {
    this.process = process;
  }

  /** Starts a script that talks to one listener. */
  static Node run(String script, Door door) {
    List<String> command = new ArrayList<>(COMMAND);
    command.add(SCRIPTS.resolve(script).toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CARILLON_URL", "ws://127.0.0.1:" + door.listener().getPort());
    return new Node(start(builder));
  }

  /** The next line that it prints; null if it has ended. */
  String line() {
    try {
      return process.inputReader().readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a plain {@code node} finds in {@code NODE_OPTIONS} to have a WebSocket. */
  static String options() {
    return String.join(" ", COMMAND.subList(1, COMMAND.size()));
  }

  private static List<String> command() {
    for (List<String> way : WAYS) {
      List<String> probe = new ArrayList<>(way);
      probe.addAll(List.of("-e", "process.exit(typeof WebSocket === 'function' ? 0 : 1)"));
      try (Node node = new Node(start(new ProcessBuilder(probe)))) {
        if (node.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
            && node.process.exitValue() == 0) {
          return way;
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("this node has no WebSocket: apt-get install node-ws, or .ci/run");
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError("these tests need node: apt-get install nodejs, or .ci/run", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
