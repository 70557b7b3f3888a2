package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as somebody meets it who pastes what it prints. */
class DemoIT {
  private static final String READY = "Everything runs.";
  private static final Path ROOT = Path.of(System.getProperty("carillon.root"));
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ((node|curl|CARILLON).*)$");
  private static final Duration LONGER_THAN_ANY_PERIOD = Duration.ofSeconds(40);

  @TempDir private Path directory;

  private final List<Pasted> running = new ArrayList<>();
  private Program program;

  @BeforeEach
  void prepare() {
    program = new Program(directory);
  }

  @AfterEach
  void stop() {
    running.forEach(pasted -> pasted.process.destroyForcibly());
    program.close();
  }

  /** A command in a terminal of its own, and the lines it prints. */
  private static final class Pasted {
    final Process process;
    final List<String> lines = new CopyOnWriteArrayList<>();

    Pasted(String command) {
      ProcessBuilder builder =
          new ProcessBuilder("bash", "-c", "exec env " + command)
              .directory(ROOT.toFile())
              .redirectErrorStream(true);
      builder.environment().put("NODE_OPTIONS", Node.options());
      try {
        process = builder.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Thread reader = new Thread(this::read);
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      try (BufferedReader in = process.inputReader()) {
        in.lines().forEach(lines::add);
      } catch (IOException | UncheckedIOException e) {
        lines.add("(ended)");
      }
    }

    boolean hasLine(String pattern) {
      return lines.stream().anyMatch(line -> line.matches(".*" + pattern + ".*"));
    }
  }

  private Pasted paste(String command) {
    Pasted pasted = new Pasted(command);
    running.add(pasted);
    return pasted;
  }

  /** The commands by the system they are printed under. */
  private static Map<String, List<String>> commands(String printed) {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    for (String part : printed.split("\n\n")) {
      List<String> found = new ArrayList<>();
      Matcher matcher = COMMAND.matcher(part);
      while (matcher.find()) {
        found.add(matcher.group(1));
      }
      if (!found.isEmpty()) {
        commands.put(part.strip().split("  ")[0], found);
      }
    }
    return commands;
  }

  private void hears(Pasted listener, String... patterns) {
    for (String pattern : patterns) {
      await()
          .atMost(LONGER_THAN_ANY_PERIOD)
          .untilAsserted(
              () ->
                  assertThat(listener.hasLine(pattern))
                      .as("%s: %s", pattern, listener.lines)
                      .isTrue());
    }
  }

  @Test
  void everythingMovesAndEveryCommandWorks() throws Exception {
    program.run(List.of(), "demo", "--free-ports");
    Map<String, List<String>> systems = commands(program.printedUntil(READY));
    assertThat(systems.keySet())
        .containsExactly("frankenphp_ws", "JSON subscriptions", "events", "analytics", "Workerman");
    Map<String, Pasted> listeners = new LinkedHashMap<>();
    systems.forEach((name, commands) -> listeners.put(name, paste(commands.get(0))));

    hears(listeners.get("frankenphp_ws"), "Z sentinel: all is well, connections here: 1");
    hears(
        listeners.get("JSON subscriptions"), "\"channel\":[12]}},\"message\":\"news number \\d+\"");
    hears(listeners.get("events"), "\"event\":\"tick\",\"payload\":\\{\"number\":\\d+,\"here\":1}");
    hears(listeners.get("analytics"), "initial_stats", "heartbeat", "\"page_url\":\"/projects\"");
    hears(listeners.get("Workerman"), "^\\d{10}$");

    systems.forEach((name, commands) -> commands.stream().skip(1).forEach(this::works));
    hears(listeners.get("frankenphp_ws"), "hello", "hello from PHP");
    hears(listeners.get("JSON subscriptions"), "\"channel\":\"2\"}},\"message\":\"hello\"");
    hears(listeners.get("events"), "\"event\":\"greeting\",\"payload\":\\{\"from\":\"node\"}");
    hears(listeners.get("analytics"), "\"page_url\":\"/pasted\"");
    hears(listeners.get("Workerman"), "hello from node");
    assertThat(program.printed("err")).isEmpty();
  }

  private void works(String command) {
    Pasted pasted = paste(command);
    try {
      assertThat(pasted.process.waitFor()).as("%s: %s", command, pasted.lines).isZero();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (command.startsWith("curl")) {
      await().untilAsserted(() -> assertThat(pasted.lines).isNotEmpty());
      assertThat(String.join("", pasted.lines))
          .as(command)
          .contains("{")
          .doesNotContain("\"error\":\"", "\"detail\"");
    }
  }

  @Test
  void endsWellOnSigterm() throws Exception {
    program.run(List.of(), "demo", "--free-ports");
    program.printedUntil(READY);

    program.interrupt();

    assertThat(program.status()).isZero();
    assertThat(program.printed("out")).endsWith("Stopped." + System.lineSeparator());
    assertThat(program.printed("err")).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      program.run(List.of(), "demo", "--port-offset", Integer.toString(port - 5000));

      assertThat(program.status()).isEqualTo(1);
      assertThat(program.printed("err").lines())
          .singleElement()
          .asString()
          .startsWith("Carillon cannot start: cannot listen on 127.0.0.1:" + port)
          .contains("carillon.listeners.main.port", "already in use")
          .endsWith("--port-offset N shifts all of the demo");
      assertThat(program.printed("out")).isEmpty();
    }
  }

  @Test
  void allPortsAreShifted() throws Exception {
    int offset = freeOffset();
    program.run(List.of(), "demo", "--port-offset", Integer.toString(offset));

    assertThat(program.printedUntil(READY))
        .contains(
            "ws://127.0.0.1:" + (5000 + offset),
            "http://127.0.0.1:" + (2019 + offset),
            "ws://127.0.0.1:" + (8000 + offset),
            "ws://127.0.0.1:" + (8080 + offset) + "/ws/analytics",
            "ws://127.0.0.1:" + (2020 + offset));
  }

  /** One that takes every port to a free one, below those that the kernel gives to clients. */
  private static int freeOffset() {
    for (int offset = 11_000; offset < 24_000; offset += 97) {
      int tried = offset;
      if (List.of(5000, 2019, 8000, 8080, 2020).stream().allMatch(port -> isFree(port + tried))) {
        return offset;
      }
    }
    throw new AssertionError("no five ports are free");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--check demo",
        "--config nowhere.conf demo",
        "demo --port-offset 1 --free-ports",
        "demo --config nowhere.conf"
      })
  void whatDoesNotGoTogetherIsRefused(String arguments) throws Exception {
    program.run(List.of(), arguments.split(" "));

    assertThat(program.status()).isEqualTo(2);
    assertThat(program.printed("err")).containsPattern("not go|Unknown option");
    assertThat(program.printed("out")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"60000", "-5000", "many"})
  void anImpossibleOffsetIsAMistakeOfTheCaller(String offset) throws Exception {
    program.run(List.of(), "demo", "--port-offset", offset);

    assertThat(program.status()).isEqualTo(2);
    assertThat(program.printed("err")).contains("--port-offset");
  }
}
