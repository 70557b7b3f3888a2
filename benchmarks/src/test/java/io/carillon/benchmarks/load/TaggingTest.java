package io.carillon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TaggingTest {

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @Test
  void tagsEverySecondOnceTheServerHasForgottenEarlierConnections() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/", this::answer);
    server.start();
    try {
      int port = server.getAddress().getPort();
      new Tagging(new LoadTarget(1, "/bench", port, "/pub", "/api", 0)).tagEverySecond(4);
    } finally {
      server.stop(0);
    }
    assertThat(asked)
        .containsExactly(
            "GET /api/getClients?route=/bench ",
            "GET /api/getClients?route=/bench ",
            "POST /api/tag/" + id(0) + " half",
            "POST /api/tag/" + id(2) + " half");
  }

  /** Lists five connections at first, then four. */
  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    List<String> ids = new ArrayList<>();
    for (int i = asked.size() == 1 ? -1 : 0; i < 4; i++) {
      ids.add("\"" + id(i) + "\"");
    }
    byte[] answer = ("{\"clients\":" + ids + "}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static String id(int number) {
    return "%032x".formatted(number + 1);
  }
}
