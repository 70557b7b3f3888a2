package io.carillon.http.webhook;

import io.carillon.http.endpoint.Shown;
import io.carillon.http.webhook.Transport.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.CompletionException;

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
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return new Outcome(
        Verdict.LATER, Shown.of(cause.getClass().getSimpleName() + message), Duration.ZERO);
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
