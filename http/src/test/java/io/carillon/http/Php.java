package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real {@code php}, with the client loaded before the script as its README says. */
final class Php {
  static final Path ROOT = Path.of(System.getProperty("carillon.root"));
  static final Path CLIENT = ROOT.resolve("clients/php/frankenphp_ws.php");
  static final Path SCRIPTS = ROOT.resolve("http/src/test/resources/php");

  private static final long PATIENCE_SECONDS = 60;

  private final Map<String, String> environment;
  private final List<String> options;

  private Php(Map<String, String> environment, List<String> options) {
    this.environment = Map.copyOf(environment);
    this.options = List.copyOf(options);
  }

  /** Talks to nobody in particular; says everything there is to say on standard error. */
  static Php alone() {
    return new Php(
        Map.of(),
        List.of(
            "-d", "display_errors=stderr",
            "-d", "log_errors=0",
            "-d", "html_errors=0",
            "-d", "error_reporting=-1"));
  }

  /** Has the client loaded, and talks to one server. */
  static Php with(Door door) {
    return alone().loadingTheClient().with("CARILLON_ADMIN_URL", "http://" + door.adminHost());
  }

  Php loadingTheClient() {
    return option("auto_prepend_file=" + CLIENT);
  }

  Php with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Php(more, options);
  }

  Php option(String setting) {
    List<String> more = new ArrayList<>(options);
    more.add("-d");
    more.add(setting);
    return new Php(environment, more);
  }

  /** What an expression is, as JSON; fails if there was anything to complain of. */
  JsonNode value(String expression) {
    return Door.parse(printed("echo json_encode(" + expression + ");"));
  }

  /** What a script prints; fails if there was anything to complain of. */
  String printed(String script) {
    Output output = run(script);
    assertThat(output.complaints()).isEmpty();
    assertThat(output.status()).isZero();
    return output.printed();
  }

  /** The one line that an expression raises as a warning; what it is worth then is checked, too. */
  String warning(String expression, String nothing) {
    Output output = run("echo json_encode(" + expression + ");");
    assertThat(output.printed()).isEqualTo(nothing);
    assertThat(output.status()).isZero();
    assertThat(output.complaints().strip().lines()).hasSize(1);
    assertThat(output.complaints()).contains("Warning: ");
    return output.complaints();
  }

  /** Runs a script, without its opening tag. */
  Output run(String script) {
    return runFile("<?php\n" + script);
  }

  /** Runs a script as it would stand in a file. */
  Output runFile(String text) {
    Process process = start();
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String complaints =
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Output(process.exitValue(), printed, complaints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start() {
    List<String> command = new ArrayList<>(List.of("php"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("CARILLON_"));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError("these tests need php: apt-get install php-cli, or .ci/run", e);
    }
  }

  /** Any text as PHP writes it. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** One of the document's examples, word for word. */
  static String example(String name) {
    try {
      return Files.readString(SCRIPTS.resolve("document").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What came of a script. */
  record Output(int status, String printed, String complaints) {}
}
