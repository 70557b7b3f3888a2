package io.carillon.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real Chromium without a window, with one empty page that scripts run in; driven through its
 * DevTools protocol. Without the program {@code chromium} the test fails.
 */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENING = Pattern.compile(".*ws://(127\\.0\\.0\\.1:\\d+)/.*");
  private static final long PATIENCE_SECONDS = 60;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger();
  private final Process process;
  private final WebSocket page;

  /**
   * Starts the browser.
   *
   * @param profile an empty folder
   * @param rules how host names are resolved, as in {@code MAP localhost:8080 127.0.0.1:1234}
   */
  Chromium(Path profile, String rules) {
    try {
      process =
          new ProcessBuilder(
                  "chromium",
                  "--headless=new",
                  "--no-sandbox", // which a container or root may not have; the page is our own
                  "--disable-gpu",
                  "--disable-dev-shm-usage",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--no-first-run",
                  "--user-data-dir=" + profile,
                  "--host-resolver-rules=" + rules,
                  "--remote-debugging-port=0",
                  "about:blank")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("this test needs the program chromium", e);
    }
    page = connect(awaitAddress());
  }

  /** The address that it says it listens on; what it says later is read and dropped. */
  private String awaitAddress() {
    CompletableFuture<String> address = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(address), "chromium-log");
    reader.setDaemon(true);
    reader.start();
    return await(address);
  }

  private void read(CompletableFuture<String> address) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher listening = LISTENING.matcher(line);
        if (listening.matches()) {
          address.complete(listening.group(1));
        } else if (!address.isDone()) {
          said.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      said.append(e);
    }
    address.completeExceptionally(new IllegalStateException("chromium ended: " + said));
  }

  private WebSocket connect(String address) {
    HttpRequest list = HttpRequest.newBuilder(URI.create("http://" + address + "/json")).build();
    String pages = await(client.sendAsync(list, BodyHandlers.ofString())).body();
    for (JsonNode target : parse(pages)) {
      if (target.path("type").asText().equals("page")) {
        URI uri = URI.create(target.path("webSocketDebuggerUrl").asText());
        return await(client.newWebSocketBuilder().buildAsync(uri, new Answers()));
      }
    }
    throw new IllegalStateException("no page among " + pages);
  }

  /** Runs a script in the page; the value of its last expression, awaited if it is a promise. */
  JsonNode run(String script) {
    ObjectNode parameters =
        JSON.createObjectNode()
            .put("expression", script)
            .put("returnByValue", true)
            .put("awaitPromise", true);
    JsonNode result = ask("Runtime.evaluate", parameters).path("result");
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(result.path("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  private JsonNode ask(String method, ObjectNode parameters) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
    command.set("params", parameters);
    await(page.sendText(command.toString(), true));
    return await(answer);
  }

  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonNode answer = parse(text.toString());
        text.setLength(0);
        CompletableFuture<JsonNode> waiting = asked.remove(answer.path("id").asInt());
        if (waiting != null) {
          waiting.complete(answer);
        }
      }
      from.request(1);
      return null;
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    page.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true);
    process.onExit().completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
