package io.carillon.http.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the page's receivers, run by the real {@code node} or {@code php}. Close it. */
final class ReceiverProgram implements AutoCloseable {
  static final String SECRET = "test-secret-0123456789";
  static final Path JS = resource("js/webhooks/receiver.js");
  static final Path PHP = resource("php/webhooks/receiver.php");

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+");
  private static final Pattern EVENT =
      Pattern.compile("(open|message|beforeClose|close|ghostConnectionClose) .*");

  private final Process process;
  private final URI url;

  private ReceiverProgram(Path folder, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("WEBHOOK_SECRET", SECRET);
    builder.environment().put("DONE_FOLDER", folder.toString());
    builder.environment().put("PORT", "0");
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new AssertionError("these tests need " + command[0] + ", or .ci/run", e);
    }
    url = URI.create(line(ADDRESS) + "/hook");
  }

  static ReceiverProgram node(Path folder) {
    return new ReceiverProgram(folder, "node", JS.toString());
  }

  static ReceiverProgram php(Path folder) {
    return new ReceiverProgram(folder, "php", "-S", "127.0.0.1:0", PHP.toString());
  }

  private static Path resource(String name) {
    return Path.of(System.getProperty("carillon.root"), "http", "src", "test", "resources")
        .resolve(name);
  }

  URI url() {
    return url;
  }

  /** The next event that it prints. */
  String event() {
    return line(EVENT);
  }

  private String line(Pattern wanted) {
    StringBuilder printed = new StringBuilder();
    try {
      for (String line = read(); line != null; line = read()) {
        Matcher matcher = wanted.matcher(line);
        if (matcher.find()) {
          return matcher.group();
        }
        printed.append(line).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("it ended: " + List.of(printed));
  }

  private String read() throws IOException {
    return process.inputReader().readLine();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
