package io.carillon.benchmarks.compare;

import io.carillon.benchmarks.load.LoadTarget;
import io.carillon.benchmarks.sample.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One server under comparison, listening on free ports of 127.0.0.1 until it is closed. */
final class ServerProcess implements AutoCloseable {

  private static final int START_SECONDS = 30;
  private static final int CONNECT_MILLIS = 500;
  private static final int RETRY_MILLIS = 20;

  /** Below the range from which outgoing connections take their ports. */
  private static final int FIRST_PORT = 20_000;

  private static final int LAST_PORT = 32_000;
  private static final int PORT_ATTEMPTS = 100;

  private final Candidate candidate;
  private final Children children;
  private final Process process;
  private final int port;
  private final int publishPort;

  private ServerProcess(
      Candidate candidate, Children children, Process process, int port, int publishPort) {
    this.candidate = candidate;
    this.children = children;
    this.process = process;
    this.port = port;
    this.publishPort = publishPort;
  }

  /** Starts a server and waits until its ports accept connections, at most 30 seconds. */
  static ServerProcess start(
      Candidate candidate, Children children, List<String> jvmOptions, Path logs)
      throws IOException {
    int port = freePort();
    int publishPort = candidate.dialect().hasPublishPort() ? freePort() : port;
    List<String> options = new ArrayList<>(jvmOptions);
    options.addAll(candidate.options());
    options.addAll(candidate.dialect().properties(port, publishPort));
    Path log = logs.resolve(candidate.name() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Children.java(options, candidate.mainClass(), candidate.dialect().arguments(port)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = children.start(builder);
    ServerProcess server = new ServerProcess(candidate, children, process, port, publishPort);
    try {
      server.awaitPort(port, log);
      server.awaitPort(publishPort, log);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    for (int i = 0; i < PORT_ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (java.net.BindException e) {
        continue; // somebody else's
      }
    }
    throw new IOException("no free port between " + FIRST_PORT + " and " + LAST_PORT);
  }

  private void awaitPort(int awaited, Path log) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < deadline) {
      try (Socket probe = new Socket()) {
        probe.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), awaited), CONNECT_MILLIS);
        return;
      } catch (IOException e) {
        if (hasEndedWithin(RETRY_MILLIS)) {
          throw new IOException(candidate.name() + " ended instead of listening; see " + log, e);
        }
      }
    }
    throw new IOException(
        candidate.name() + " does not listen after " + START_SECONDS + " s; see " + log);
  }

  private boolean hasEndedWithin(int millis) throws IOException {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  Candidate candidate() {
    return candidate;
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return port;
  }

  /** Where the load client of a scenario connects. */
  LoadTarget target(Kind kind) {
    return candidate.dialect().target(kind, port, publishPort, pid());
  }

  @Override
  public void close() {
    children.stop(process);
  }
}
