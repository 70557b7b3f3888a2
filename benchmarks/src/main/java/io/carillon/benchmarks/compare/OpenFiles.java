package io.carillon.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many sockets a process may have open; a JVM raises its limit to the hard one by itself. */
final class OpenFiles {

  /** Jars, logs, publishers and the like. */
  private static final int BESIDES_CONNECTIONS = 500;

  private OpenFiles() {}

  /**
   * Makes sure that a process may hold so many connections.
   *
   * @throws IOException with the command that raises the limit
   */
  static void require(int connections) throws IOException {
    if (!allow(connections)) {
      throw new IOException(shortage(connections) + ", or choose others with --scenario");
    }
  }

  /** Whether a process may hold so many connections. */
  static boolean allow(int connections) throws IOException {
    return hardLimit() >= connections + BESIDES_CONNECTIONS;
  }

  /** Why not, and the command that raises the limit. */
  static String shortage(int connections) throws IOException {
    int needed = connections + BESIDES_CONNECTIONS;
    return "%,d connections need a limit of %,d open files, but it is %,d: raise it with ulimit -n %d"
        .formatted(connections, needed, hardLimit(), needed);
  }

  private static long hardLimit() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/limits")).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.trim().split("\\s+")[4])
        .mapToLong(word -> word.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(word))
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }
}
