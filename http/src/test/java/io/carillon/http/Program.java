package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The program in a process of its own; what it prints goes to files of a directory. */
final class Program implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int FIRST_JDK_THAT_WARNS = 24;

  private final Path directory;
  private final List<String> before;
  private Process process;

  Program(Path directory) {
    this(directory, List.of());
  }

  /** One that other words of the command line start, which must become it and not its parent. */
  Program(Path directory, List<String> before) {
    this.directory = directory;
    this.before = before;
  }

  void run(List<String> properties, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("-Xmx256m");
    if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
      command.add(
          "--sun-misc-unsafe-memory-access=allow"); // Pekko needs it; see docs/operations.md
    }
    // The one that ships, and not the one that tests log by.
    command.add("-Dlogback.configurationFile=logback.xml");
    properties.forEach(property -> command.add("-D" + property));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    process =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile())
            .start();
  }

  /** What it has printed so far to {@code out} or {@code err}. */
  String printed(String stream) {
    try {
      return Files.readString(directory.resolve(stream));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has printed once it has printed this. */
  String printedUntil(String text) {
    Awaitility.await().atMost(PATIENCE).until(() -> printed("out").contains(text));
    return printed("out");
  }

  /** Waits for its end. */
  int status() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Asks it to end, as Ctrl-C does. */
  void interrupt() {
    process.destroy();
  }

  /** Stops it where it stands, as if its machine had; {@link #close} still ends it. */
  void suspend() throws IOException, InterruptedException {
    String pid = String.valueOf(process.pid());
    assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
  }

  /** Lets it go on after {@link #suspend}. */
  void resume() throws IOException, InterruptedException {
    String pid = String.valueOf(process.pid());
    assertThat(new ProcessBuilder("kill", "-CONT", pid).start().waitFor()).isZero();
  }

  /** Ends it at once: SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The CPU time that it has used so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
