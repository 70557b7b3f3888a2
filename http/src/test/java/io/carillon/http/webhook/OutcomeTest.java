package io.carillon.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.carillon.http.webhook.Outcome.Verdict;
import io.carillon.http.webhook.Transport.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeTest {
  private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");

  private static Outcome of(int status, String retryAfter) {
    return Outcome.of(new Answer(status, Optional.ofNullable(retryAfter)), NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "200, DELIVERED",
    "202, DELIVERED",
    "204, DELIVERED",
    "301, NEVER",
    "307, NEVER",
    "400, NEVER",
    "401, NEVER",
    "404, NEVER",
    "410, NEVER",
    "413, NEVER",
    "422, NEVER",
    "408, LATER",
    "425, LATER",
    "429, LATER",
    "500, LATER",
    "502, LATER",
    "503, LATER",
    "599, LATER"
  })
  void theStatusDecides(int status, Verdict verdict) {
    assertThat(of(status, null).verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "120, 120",
    "999999999, 999999999",
    "'Fri, 20 Nov 2026 22:01:30 GMT', 90",
    "'Fri, 20 Nov 2026 21:00:00 GMT', 0",
    "-1, 0",
    "1.5, 0",
    "99999999999999999999, 0",
    "soon, 0",
    "'', 0"
  })
  void readsHowLongToWait(String retryAfter, long seconds) {
    assertThat(of(503, retryAfter).askedFor()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void saysWhatWentWrong() {
    assertThat(of(503, null).reason()).isEqualTo("answered with status 503");
    assertThat(Outcome.failed(new CompletionException(new HttpTimeoutException("timed out"))))
        .isEqualTo(new Outcome(Verdict.LATER, "no answer in time", Duration.ZERO));
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new HttpConnectTimeoutException("x"), "no connection in time"),
        arguments(new ConnectException(), "the connection was refused"),
        arguments(
            new ConnectException("Network is unreachable"),
            "no connection: Network is unreachable"),
        arguments(
            new ConnectException().initCause(new UnresolvedAddressException()),
            "the host name cannot be resolved"),
        arguments(
            new SSLHandshakeException("PKIX path building failed"),
            "TLS failed: PKIX path building failed"),
        arguments(new IOException(), "IOException"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysInWordsWhyThereWasNoAnswer(Throwable failure, String words) {
    assertThat(Outcome.failed(failure).reason()).isEqualTo(words);
  }

  @Test
  void noAnswerForgesALineOfTheLog() {
    assertThat(Outcome.failed(new IOException("a\nb")).reason())
        .isEqualTo("IOException: a\\u000ab");
  }
}
