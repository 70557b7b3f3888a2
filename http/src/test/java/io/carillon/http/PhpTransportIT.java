package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PHP functions before servers that answer late, badly, in another way, or not at all. */
class PhpTransportIT {
  private final Php php = Php.alone().loadingTheClient();

  private String answered(String answer, String expression, String nothing) {
    try (CannedServer server = CannedServer.answering(answer)) {
      return php.with("CARILLON_ADMIN_URL", server.url()).warning(expression, nothing);
    }
  }

  private static String answer(String headers, String body) {
    return "HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body;
  }

  @Test
  void givesUpWhereNothingComesBack() {
    try (CannedServer server = CannedServer.silent()) {
      givesUpInTime(server, "frankenphp_ws_sendAll('x')");
    }
  }

  @Test
  void givesUpWhereTheAnswerTakesForever() {
    try (CannedServer server = CannedServer.dripping()) {
      givesUpInTime(server, "frankenphp_ws_sendAll('x')");
    }
  }

  @Test
  void givesUpWhereTheMessageIsNotTaken() {
    try (CannedServer server = CannedServer.silent()) {
      givesUpInTime(server, "frankenphp_ws_sendAll(str_repeat('x', 50000000))");
    }
  }

  private void givesUpInTime(CannedServer server, String expression) {
    Php hurried =
        php.with("CARILLON_ADMIN_URL", server.url()).with("CARILLON_ADMIN_TIMEOUT", "0.5");
    long start = System.nanoTime();

    assertThat(hurried.warning(expression, "0")).contains("did not answer within 0.5 s");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(500), Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @CsvSource({
    "'', closed the connection without an answer",
    "'HTTP/1.1 200 OK\\r\\n', closed the connection without an answer",
    "'SSH-2.0-x\\r\\n\\r\\n', something that is not HTTP",
    "'HTTP/1.1 200 OK\\r\\nContent-Length: 15\\r\\n\\r\\n{\"sentCount\":', in the middle of its answer",
    "'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\n{\"sen', in the middle of its answer",
    "'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nx\\r\\n', a chunk that has no size",
    "'HTTP/1.1 200 OK\\r\\n\\r\\n<html>', without 'sentCount': <html>",
    "'HTTP/1.1 200 OK\\r\\n\\r\\n[]', without 'sentCount': []",
    "'HTTP/1.1 200 OK\\r\\n\\r\\n{\"sentCount\":\"3\"}', a strange 'sentCount': {\"sentCount\":\"3\"}",
    "'HTTP/1.1 301 Moved\\r\\nLocation: http://127.0.0.1:1/\\r\\nContent-Length: 0\\r\\n\\r\\n', answered 301",
    "'HTTP/1.1 502 Bad Gateway\\r\\n\\r\\n<h1>bad\\ngateway</h1>', answered 502: <h1>bad gateway</h1>"
  })
  void doesNotTrustABadAnswer(String answer, String complaint) {
    assertThat(
            answered(
                answer.replace("\\r", "\r").replace("\\n", "\n"),
                "frankenphp_ws_sendAll('x')",
                "0"))
        .contains(complaint);
  }

  @Test
  void doesNotTakeAWrongPathForAbsence() {
    String notFound = "HTTP/1.1 404 Not Found\r\n\r\n404 page not found\n";
    assertThat(answered(notFound, "frankenphp_ws_global_get('a')", "\"\""))
        .contains("404: 404 page not found");
    assertThat(answered(notFound, "frankenphp_ws_global_delete('a')", "false"))
        .contains("404: 404 page not found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\n\r\n{\"sentCount\":7}",
        "HTTP/1.0 200\r\ncontent-length:15\r\n\r\n{\"sentCount\":7}and more",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{\"sentCount\":7}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "a;x=y\r\n{\"sentCoun\r\n5\r\nt\":7}\r\n0\r\nX-Trailer: 1\r\n\r\n"
      })
  void understandsWhateverProxiesMakeOfAnAnswer(String answer) {
    try (CannedServer server = CannedServer.answering(answer)) {
      assertThat(php.with("CARILLON_ADMIN_URL", server.url()).value("frankenphp_ws_sendAll('x')"))
          .isEqualTo(Door.json("7"));
    }
  }

  @Test
  void takesTheNullOfTheCompatibleSystemForNothing() {
    try (CannedServer server = CannedServer.answering(answer("", "{\"clients\":null}"))) {
      assertThat(php.with("CARILLON_ADMIN_URL", server.url()).value("frankenphp_ws_getClients()"))
          .isEqualTo(Door.json("[]"));
    }
  }

  @Test
  void sendsOneRequestAndNothingThatItNeedNotSay() {
    try (CannedServer server = CannedServer.answering(answer("", "{\"sentCount\":1}"))) {
      php.with("CARILLON_ADMIN_URL", server.url() + "/behind/a%20proxy/")
          .printed("frankenphp_ws_sendToTag('a/b', 'xyz', '/chat&co');");

      assertThat(server.requests())
          .containsExactly(
              "POST /behind/a%20proxy/frankenphp_ws/sendToTag/a%2Fb?route=%2Fchat%26co HTTP/1.1\r\n"
                  + "Host: "
                  + server.url().substring("http://".length())
                  + "\r\nConnection: close\r\nUser-Agent: carillon-php\r\nAccept: */*\r\n"
                  + "Content-Type: application/octet-stream\r\nContent-Length: 3\r\n\r\n");
    }
  }
}
