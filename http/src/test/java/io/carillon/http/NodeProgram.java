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
  private static final Pattern LISTENER = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)\n");
  private static final Pattern ADMIN = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)  with");

  private final HttpClient client;
  private final Path directory;
  private final Path settings;
  private Program program;
  private int starts;
  private volatile URI listener;
  private volatile URI admin;

  /** A node that is not started yet. */
  NodeProgram(HttpClient client, Path directory, Path settings) {
    this.client = client;
    this.directory = directory;
    this.settings = settings;
  }

  /** Starts it; {@link #awaitPorts} waits for that. */
  void start() {
    try {
      starts++;
      program = new Program(Files.createDirectory(directory.resolve("start-" + starts)));
      program.run(List.of(), "--config", settings.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitPorts() {
    String printed = program.printedUntil("sendAll");
    listener = URI.create("ws://127.0.0.1:" + number(LISTENER, printed));
    admin = URI.create("http://127.0.0.1:" + number(ADMIN, printed));
  }

  private static String number(Pattern pattern, String printed) {
    Matcher matcher = pattern.matcher(printed);
    if (!matcher.find()) {
      throw new AssertionError(pattern + " is not in:\n" + printed);
    }
    return matcher.group(1);
  }

  Program program() {
    return program;
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
