package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input of every kind gets a clear answer and disturbs nobody. */
class BadRequestsIT {
  private static final int MOST = 64 * 1024;

  private static Door door;

  @BeforeAll
  static void start() {
    door = Door.open("carillon.admin.max-body-bytes = 64 KiB");
  }

  @AfterAll
  static void stop() {
    door.close();
  }

  @AfterEach
  void stillAnswers() {
    assertThat(door.get("/frankenphp_ws/getClientsCount").statusCode()).isEqualTo(200);
  }

  static Stream<Arguments> compatibleRows() {
    return GateIT.rows().filter(row -> row.get()[1].toString().startsWith("/frankenphp_ws/"));
  }

  @ParameterizedTest
  @MethodSource("compatibleRows")
  void aRowTakesNoOtherMethod(String method, String path) {
    for (String other : new String[] {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
      if (!other.equals(method)) {
        HttpResponse<String> response = door.admin(other, path, "");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains(method);
        assertThat(response.body()).isEqualTo("{\"error\":\"method not allowed\"}\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nope",
        "/frankenphp_ws",
        "/frankenphp_ws/",
        "/frankenphp_ws/send/",
        "/frankenphp_ws/send/a/b",
        "/frankenphp_ws/getclients",
        "/frankenphp_ws/getClients/",
        "/frankenphp_ws/../v1/broadcasts",
        "//frankenphp_ws/getClients"
      })
  void aPathThatDoesNotExistIsAnsweredInPlainText(String path) {
    String answer =
        Door.raw(
            door.server().adminAddress(),
            "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 404 ")
        .contains("Content-Type: text/plain")
        .endsWith("404 page not found\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a|b", "(a^b)", "{a}", "<a>"})
  void charactersThatNeedNoEscapeElsewhereNeedNoneHere(String expression) {
    String answer =
        Door.raw(
            door.server().adminAddress(),
            "GET /frankenphp_ws/getClientsByTagExpression/"
                + expression
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .contains("{\"expression\":\"" + expression + "\",\"clients\":[],\"count\":0}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/frankenphp_ws/getTags/%zz",
        "/frankenphp_ws/getTags/%",
        "/frankenphp_ws/getTags/%f",
        "/frankenphp_ws/getTags/%ff",
        "/frankenphp_ws/getClients?route=%zz",
        "/frankenphp_ws/getClients?%zz=1",
        "/frankenphp_ws/getClients?route=%ff"
      })
  void aBadEscapeIsNamed(String path) {
    String answer =
        Door.raw(
            door.server().adminAddress(),
            "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("{\"error\":\"").endsWith("}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "\u0001\r\n\r\n",
        "GARBAGE GARBAGE\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "BREW / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx"
      })
  void whatIsNoHttpIsAnsweredOnceAndClosed(String request) {
    String answer = Door.raw(door.server().adminAddress(), request);

    assertThat(answer).matches("(?s)HTTP/1.1 (4|5)\\d\\d .*").doesNotContain("Exception");
  }

  @Test
  void giantHeadersAreRefused() {
    String one = "X-Giant: " + "a".repeat(20_000) + "\r\n";
    String many = "X: y\r\n".repeat(1_000);

    for (String headers : new String[] {one, many}) {
      assertThat(
              Door.raw(
                  door.server().adminAddress(),
                  "GET / HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n"))
          .startsWith("HTTP/1.1 4");
    }
  }

  @Test
  void aGiantPathIsRefused() {
    assertThat(door.get("/" + "a".repeat(50_000)).statusCode()).isEqualTo(414);
  }

  private void isTooLarge(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"body too large: expected at most 65536 bytes\"}\n");
  }

  @Test
  void anOversizeBodyIsRefused() {
    assertThat(door.admin("POST", "/frankenphp_ws/sendAll", new byte[MOST]).statusCode())
        .isEqualTo(200);
    isTooLarge(door.admin("POST", "/frankenphp_ws/sendAll", new byte[MOST + 1]));
  }

  @Test
  void anOversizeBodyOfUnknownLengthIsRefused() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + door.adminHost() + "/frankenphp_ws/sendAll"))
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[MOST + 1])))
            .build();

    isTooLarge(door.send(request));
  }

  @Test
  void aBodyThatIsOnlyPromisedIsRefused() {
    assertThat(
            Door.raw(
                door.server().adminAddress(),
                "POST /frankenphp_ws/sendAll HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Length: 2000000000\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
  }
}
