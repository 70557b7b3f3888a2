package io.carillon.http.webhook;

import io.carillon.http.endpoint.Shown;
import io.carillon.http.webhook.Transport.Answer;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * What one attempt came to.
 *
 * @param reason what went wrong, for the log
 * @param askedFor how long the receiver wants to be left alone; zero if it did not say
 */
record Outcome(Verdict verdict, String reason, Duration askedFor) {
  private static final int TOO_MANY_REQUESTS = 429;

  /** Client errors that time can cure: a slow body, a too early one, too many. */
  private static final Set<Integer> CURABLE = Set.of(408, 425, TOO_MANY_REQUESTS);

  /** What is to be done with the batch. */
  enum Verdict {
    /** Taken by the receiver. */
    DELIVERED,
    /** To be sent again. */
    LATER,
    /** Refused for good. */
    NEVER
  }

  static Outcome of(Answer answer, Instant now) {
    int status = answer.status();
    if (status / 100 == 2) {
      return new Outcome(Verdict.DELIVERED, "", Duration.ZERO);
    }
    boolean curable = status / 100 == 5 || CURABLE.contains(status);
    return new Outcome(
        curable ? Verdict.LATER : Verdict.NEVER,
        "answered with status " + status,
        answer.retryAfter().map(text -> wait(text, now)).orElse(Duration.ZERO));
  }

  /** An attempt without an answer. */
  static Outcome failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return new Outcome(Verdict.LATER, words(cause), Duration.ZERO);
  }

  /** What Java's HTTP client says by the class of an exception, often without a message. */
  private static String words(Throwable failure) {
    String message = failure.getMessage() == null ? "" : ": " + Shown.of(failure.getMessage());
    if (failure instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    }
    if (failure instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    if (isUnresolved(failure)) {
      return "the host name cannot be resolved";
    }
    if (failure instanceof ConnectException) {
      return message.isEmpty() ? "the connection was refused" : "no connection" + message;
    }
    if (failure instanceof SSLException) {
      return "TLS failed" + message;
    }
    return failure.getClass().getSimpleName() + message;
  }

  private static boolean isUnresolved(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            each ->
                each instanceof UnresolvedAddressException || each instanceof UnknownHostException);
  }

  /** Reads Retry-After, seconds or a date (RFC 9110 §10.2.3); zero if it is neither. */
  private static Duration wait(String text, Instant now) {
    if (text.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(now, date);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
