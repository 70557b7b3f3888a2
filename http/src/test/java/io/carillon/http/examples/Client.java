package io.carillon.http.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.http.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket client whose messages are read one by one. */
final class Client implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final StringBuilder begun = new StringBuilder();
  private WebSocket socket;

  static Client connect(Server server, String path) {
    Client client = new Client();
    URI uri = URI.create("ws://127.0.0.1:" + server.address().getPort() + path);
    client.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, client).join();
    return client;
  }

  Client say(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  /** The next message as JSON; fails after ten seconds. */
  JsonNode hear() {
    try {
      String text = heard.poll(10, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("nothing was heard");
      }
      return JSON.readTree(text);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean hasHeardMore() {
    return !heard.isEmpty();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    begun.append(text);
    if (last) {
      heard.add(begun.toString());
      begun.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }
}
