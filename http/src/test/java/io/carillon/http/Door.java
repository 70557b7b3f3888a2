package io.carillon.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.carillon.engine.message.ConnectionId;
import io.carillon.http.settings.ConfigSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/** A server on ports of its own, and what a test wants of it. */
final class Door implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final CarillonServer server;

  private Door(CarillonServer server) {
    this.server = server;
  }

  /** Starts a server on any free ports of the loopback interface. */
  static Door open(String... settings) {
    Config own =
        ConfigFactory.parseString(
            "carillon { listeners.main { host = 127.0.0.1, port = 0 }, admin.port = 0 }");
    for (String line : settings) {
      own = ConfigFactory.parseString(line).withFallback(own);
    }
    return of(own.withFallback(ConfigSources.shipped().load()));
  }

  /** Starts a server with this configuration and nothing else. */
  static Door of(Config config) {
    return new Door(CarillonServer.start(config));
  }

  CarillonServer server() {
    return server;
  }

  HttpClient client() {
    return client;
  }

  InetSocketAddress listener() {
    return server.listeners().get(0).address();
  }

  /** The admin port as a Host header names it. */
  String adminHost() {
    return "127.0.0.1:" + server.adminAddress().getPort();
  }

  Peer connect(String route) {
    return Peer.connect(client, URI.create("ws://127.0.0.1:" + listener().getPort() + route));
  }

  /** Connects to the listener of this name. */
  Peer connectTo(String listener, String route) {
    int port =
        server.listeners().stream()
            .filter(each -> each.name().equals(listener))
            .findFirst()
            .orElseThrow()
            .address()
            .getPort();
    return Peer.connect(client, URI.create("ws://127.0.0.1:" + port + route));
  }

  /** Connects and finds out the id of the new connection. */
  ConnectionId connectAs(String route) {
    Set<ConnectionId> before = new HashSet<>(ids());
    connect(route);
    return awaitAdded(before);
  }

  /** Connects and has the new connection called so. */
  Peer connectAs(String route, String name) {
    return called(name, () -> connect(route));
  }

  /** The same, to the listener of this name. */
  Peer connectToAs(String listener, String route, String name) {
    return called(name, () -> connectTo(listener, route));
  }

  private Peer called(String name, Supplier<Peer> connecting) {
    Set<ConnectionId> before = new HashSet<>(ids());
    Peer peer = connecting.get();
    server
        .engine()
        .rename(awaitAdded(before), new ConnectionId(name))
        .thenAccept(isDone -> Assertions.assertThat(isDone).isTrue())
        .toCompletableFuture()
        .join();
    return peer;
  }

  private ConnectionId awaitAdded(Set<ConnectionId> before) {
    return Awaitility.await().until(() -> added(before), Optional::isPresent).orElseThrow();
  }

  private Optional<ConnectionId> added(Set<ConnectionId> before) {
    return ids().stream().filter(id -> !before.contains(id)).findFirst();
  }

  private List<ConnectionId> ids() {
    return server.engine().connections(Optional.empty()).toCompletableFuture().join();
  }

  HttpResponse<String> admin(String method, String path, String body, String... headers) {
    return admin(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  HttpResponse<String> admin(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + adminHost() + path))
            .method(method, body.length == 0 ? BodyPublishers.noBody() : publisher(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  private static HttpRequest.BodyPublisher publisher(byte[] body) {
    return BodyPublishers.ofByteArray(body);
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return admin("GET", path, "");
  }

  HttpResponse<String> post(String path, String body) {
    return admin("POST", path, body);
  }

  /** Sends bytes as they are and reads until the server closes. */
  static String raw(InetSocketAddress address, String request) {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return parse(response.body());
  }

  /** JSON as a test writes it, with single quotes. */
  static JsonNode json(String text) {
    return parse(text.replace('\'', '"'));
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop().toCompletableFuture().join();
  }
}
