package io.carillon.clusterconfig.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The real {@code redis-server} on a port of the loopback interface, in memory only. Can be stopped
 * and started again on the same port; close it.
 */
public final class RedisProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final int port;
  private final List<String> options;
  private Process process;

  private RedisProcess(int port, List<String> options) {
    this.port = port;
    this.options = options;
  }

  /** One that is started. */
  public static RedisProcess started(String... options) {
    RedisProcess redis = stopped(options);
    redis.start();
    return redis;
  }

  /** One that is not started, but knows its port. */
  public static RedisProcess stopped(String... options) {
    return new RedisProcess(freePort(), List.of(options));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void start() {
    run(List.of("--port", Integer.toString(port)));
  }

  /** Starts it with TLS alone on its port. */
  void startTls() {
    run(List.of("--port", "0", "--tls-port", Integer.toString(port)));
  }

  private void run(List<String> portOptions) {
    List<String> command = new ArrayList<>(List.of("redis-server"));
    command.addAll(options);
    command.addAll(portOptions);
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    command.addAll(List.of("--loglevel", "warning", "--dir", System.getProperty("java.io.tmpdir")));
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log()).start();
    } catch (IOException e) {
      throw new AssertionError(
          "these tests need redis-server: apt-get install redis-server, or .ci/run", e);
    }
    Awaitility.await().atMost(PATIENCE).until(this::isListening);
  }

  private ProcessBuilder.Redirect log() throws IOException {
    Path log = Files.createDirectories(Path.of("target")).resolve("redis-" + port + ".log");
    return ProcessBuilder.Redirect.appendTo(log.toFile());
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(address());
      return true;
    } catch (IOException e) {
      if (!process.isAlive()) {
        throw new AssertionError("redis-server ended, see target/redis-" + port + ".log", e);
      }
      return false;
    }
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Kills it, as a crash does. */
  public void stop() {
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return port;
  }

  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Sends one command over a connection of its own; what comes back, as it is on the wire. */
  public String command(String... words) {
    try (Socket socket = new Socket()) {
      socket.connect(address());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(encoded(List.of(words)));
      socket.getOutputStream().write(encoded(List.of("QUIT")));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.substring(0, answer.length() - "+OK\r\n".length()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encoded(List<String> words) {
    StringBuilder text = new StringBuilder("*" + words.size() + "\r\n");
    for (String word : words) {
      text.append("$").append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Publishes a text of Latin-1, one byte for each character; how many subscribers it went to. */
  public int publish(String channel, String payload) {
    return Integer.parseInt(command("PUBLISH", channel, payload).substring(1));
  }

  /** Publishes many texts over one connection, without waiting for an answer between them. */
  public void publishAll(String channel, List<String> payloads) {
    try (Socket socket = new Socket()) {
      socket.connect(address());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      for (String payload : payloads) {
        socket.getOutputStream().write(encoded(List.of("PUBLISH", channel, payload)));
      }
      socket.getOutputStream().write(encoded(List.of("QUIT")));
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until somebody listens to a channel by its name. */
  public void awaitSubscriber(String channel) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> !command("PUBSUB", "NUMSUB", channel).endsWith(":0"));
  }

  /** Waits until somebody listens by at least so many patterns. */
  public void awaitPatterns(int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Integer.parseInt(command("PUBSUB", "NUMPAT").substring(1)) >= count);
  }

  @Override
  public void close() {
    if (process != null) {
      stop();
    }
  }
}
