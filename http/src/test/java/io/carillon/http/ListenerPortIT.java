package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerPortIT {
  private static Door door;

  @BeforeAll
  static void start() {
    door = Door.open();
  }

  @AfterAll
  static void stop() {
    door.close();
  }

  private static HttpResponse<String> ask(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.listener().getPort() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .method(method, HttpRequest.BodyPublishers.ofString("x"))
            .build();
    return door.client().send(request, BodyHandlers.ofString());
  }

  @Test
  void tellsItsHealth() throws Exception {
    HttpResponse<String> response = ask("GET", "/health");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Door.json(response)).isEqualTo(Door.json("{'status':'ok'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "OPTIONS"})
  void asksEverythingElseToUpgrade(String method) throws Exception {
    HttpResponse<String> response = ask(method, "/chat");

    assertThat(response.statusCode()).isEqualTo(426);
    assertThat(response.headers().firstValue("Upgrade")).contains("websocket");
  }

  @Test
  void keepsAnHttpConnectionForManyRequests() {
    String one = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String last = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    String answers = Door.raw(door.listener(), one + one + last);

    assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(4);
  }

  @Test
  void servesHttpAndWebSocketsSideBySide() throws Exception {
    Peer peer = door.connect("/echo");
    assertThat(ask("GET", "/health").statusCode()).isEqualTo(200);

    peer.say("hi");

    await().until(() -> peer.heard().contains("text:hi"));
  }

  @Test
  void cutsABodyThatNobodyWants() {
    assertThat(
            Door.raw(
                door.listener(),
                "POST /chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000000\r\n\r\n"
                    + "x".repeat(100_000)))
        .startsWith("HTTP/1.1 426 ");
  }
}
