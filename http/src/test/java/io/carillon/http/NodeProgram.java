package io.carillon.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One node of a cluster: the program in a process of its own, which may be killed, halted and
 * started anew. Used by one test thread; answers may be waited for by any.
 */
final class NodeProgram implements AutoCloseable {
  /** What the admin port asks for; it must, where its address is not the loopback one. */
  static final String TOKEN = "token-of-a-test";

  private static final Pattern LISTENER = Pattern.compile("(ws://[\\d.:]+)\n");
  private static final Pattern ADMIN = Pattern.compile("(http://[\\d.:]+)  with");

  private final HttpClient client;
  private final Path directory;
  private final Path settings;
  private final List<String> before;
  private Program program;
  private int starts;
  private volatile URI listener;
  private volatile URI admin;

  /** A node that is not started yet; see {@link NodePlace} about what comes before it. */
  NodeProgram(HttpClient client, Path directory, Path settings, List<String> before) {
    this.client = client;
    this.directory = directory;
    this.settings = settings;
    this.before = before;
  }

  /** Starts it; {@link #awaitPorts} waits for that. */
  void start() {
    try {
      starts++;
      program = new Program(Files.createDirectory(directory.resolve("start-" + starts)), before);
      program.run(List.of(), "--config", settings.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitPorts() {
    String printed = program.printedUntil("sendAll");
    listener = URI.create(address(LISTENER, printed));
    admin = URI.create(address(ADMIN, printed));
  }

  private static String address(Pattern pattern, String printed) {
    Matcher matcher = pattern.matcher(printed);
    if (!matcher.find()) {
      throw new AssertionError(pattern + " is not in:\n" + printed);
    }
    return matcher.group(1);
  }

  Program program() {
    return program;
  }

  /** What the nodes call it; it has a new name after each start. */
  String name() {
    return send("/nobody", "", Duration.ofSeconds(1)).join().node();
  }

  Peer connect(String route) {
    return Peer.connect(client, listener.resolve(route));
  }

  /** The status of {@code /health} on the listener, over a connection of its own. */
  int health() {
    URI health = URI.create("http://127.0.0.1:" + listener.getPort() + "/health");
    return HttpClient.newHttpClient()
        .sendAsync(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode)
        .join();
  }

  /** Sends a text to a route of all nodes. */
  CompletableFuture<Outcome> send(String route, String text, Duration timeout) {
    return send("{\"route\":\"" + route + "\"}", route + text, "written", timeout);
  }

  /** Sends a text to any target, as the native API has it. */
  CompletableFuture<Outcome> send(String target, String text, String level, Duration timeout) {
    String body =
        String.format(
            "{\"target\":%s,\"message\":{\"text\":\"%s\"},\"level\":\"%s\",\"timeout\":\"%dms\"}",
            target, text, level, timeout.toMillis());
    long asked = System.nanoTime();
    return call("POST", "/v1/broadcasts", body)
        .thenApply(answer -> new Outcome(asked, System.nanoTime(), Door.parse(answer.body())));
  }

  /** What the admin API answers to a question. */
  JsonNode get(String path) {
    return Door.json(call("GET", path, "").join());
  }

  CompletableFuture<HttpResponse<String>> call(String method, String path, String body) {
    return client.sendAsync(
        HttpRequest.newBuilder(admin.resolve(path))
            .header("Authorization", "Bearer " + TOKEN)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
    }
  }
}
