package io.carillon.benchmarks.compare;

import java.util.List;

/**
 * A server that can be compared: a main class and where it listens.
 *
 * @param name how the table calls it
 * @param mainClass started with the benchmarks' own class path
 * @param socketPath where the load client opens WebSockets that only listen
 * @param publishPath where it posts a message for all of them
 * @param echoPath where a WebSocket hears its own messages back
 */
record Candidate(
    String name, String mainClass, String socketPath, String publishPath, String echoPath) {

  /** The one that ratios are taken to. */
  static final String REFERENCE = "nio";

  private static final String NIO_MAIN = "io.carillon.benchmarks.reference.NioServer";
  private static final String CARILLON_MAIN = "io.carillon.http.Main";

  /** All servers; the second NIO shows how far two runs of the same thing lie apart. */
  static final List<Candidate> ALL =
      List.of(
          new Candidate(REFERENCE, NIO_MAIN, "/bench", "/pub", "/echo"),
          new Candidate("nio-again", NIO_MAIN, "/bench", "/pub", "/echo"),
          new Candidate(
              "carillon", CARILLON_MAIN, "/bench", "/frankenphp_ws/sendAll?route=/bench", "/echo"));

  private boolean isCarillon() {
    return mainClass.equals(CARILLON_MAIN);
  }

  /** Whether its main class is on the class path. */
  boolean isAvailable() {
    try {
      Class.forName(mainClass, false, Candidate.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Whether messages are posted to a port of their own. */
  boolean hasPublishPort() {
    return isCarillon();
  }

  /** Options of its JVM for the given ports; those that only it knows. */
  List<String> properties(int port, int publishPort) {
    if (!isCarillon()) {
      return List.of();
    }
    return List.of(
        "-Dcarillon.listeners.main.host=127.0.0.1",
        "-Dcarillon.listeners.main.port=" + port,
        "-Dcarillon.admin.port=" + publishPort);
  }

  /** Arguments of its main method. */
  List<String> arguments(int port) {
    return isCarillon() ? List.of() : List.of(Integer.toString(port));
  }
}
