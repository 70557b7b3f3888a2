package io.carillon.http.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that notes every post and answers as the test wants. Close it. */
public final class TestReceiver implements AutoCloseable {

  /**
   * One post.
   *
   * @param status what it was answered with
   */
  public record Attempt(String batch, int number, int status, String signature, JsonNode body) {}

  /** Says how to answer; may take its time. */
  @FunctionalInterface
  public interface Answering {
    /** The status for an attempt, of which there were so many before. */
    int status(int before);
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Answering answering;

  private TestReceiver(Answering answering, int port) {
    this.answering = answering;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/hook", this::hear);
    server.start();
  }

  /** Takes everything. */
  public static TestReceiver open() {
    return open(before -> 204);
  }

  public static TestReceiver open(Answering answering) {
    return new TestReceiver(answering, 0);
  }

  /** One that comes up where another one was. */
  static TestReceiver openAt(URI url) {
    return new TestReceiver(before -> 204, url.getPort());
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  void answerWith(int status) {
    answering = before -> status;
  }

  /** Every attempt, in the order of the answers. */
  public List<Attempt> attempts() {
    return attempts;
  }

  /** The events of all batches that were taken, in their order. */
  public List<JsonNode> events() {
    List<JsonNode> events = new ArrayList<>();
    for (Attempt attempt : attempts) {
      if (attempt.status() / 100 == 2) {
        attempt.body().get("events").forEach(events::add);
      }
    }
    return events;
  }

  private void hear(HttpExchange exchange) throws IOException {
    JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes());
    int status = answering.status(attempts.size());
    attempts.add(
        new Attempt(
            exchange.getRequestHeaders().getFirst("Carillon-Batch"),
            Integer.parseInt(exchange.getRequestHeaders().getFirst("Carillon-Attempt")),
            status,
            exchange.getRequestHeaders().getFirst("Carillon-Signature"),
            body));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
