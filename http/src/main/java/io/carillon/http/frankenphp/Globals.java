package io.carillon.http.frankenphp;

import io.carillon.engine.Engine;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.Query;
import io.carillon.http.endpoint.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** The endpoints of global values; a key that is not there is answered 404 without a body. */
final class Globals {
  private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

  private final Engine engine;

  Globals(Engine engine) {
    this.engine = engine;
  }

  /**
   * Puts the body, which may be empty, under a key; 200 without a body. It expires after {@code
   * ?exp=} seconds; as in the compatible system, what is no positive number is no end.
   */
  CompletionStage<HttpResponse> put(Call call) {
    return engine
        .globals()
        .put(call.parameter("key"), call.body(), timeToLive(call.query()))
        .thenApply(
            hasRoom -> {
              if (!hasRoom) {
                throw Refusal.of(
                    StatusCodes.INSUFFICIENT_STORAGE,
                    "no room for the value: global values are bounded by"
                        + " carillon.engine.global.entries and bytes");
              }
              return Answer.empty(StatusCodes.OK);
            });
  }

  /** The value as it was put, as plain text. */
  CompletionStage<HttpResponse> value(Call call) {
    return engine
        .globals()
        .value(call.parameter("key"))
        .thenApply(
            value -> value.map(Answer::plain).orElseGet(() -> Answer.empty(StatusCodes.NOT_FOUND)));
  }

  /** 200 or 404, without a body. */
  CompletionStage<HttpResponse> has(Call call) {
    return engine
        .globals()
        .value(call.parameter("key"))
        .thenApply(value -> found(value.isPresent()));
  }

  /** 200 if there was one, else 404; without a body. */
  CompletionStage<HttpResponse> delete(Call call) {
    return engine.globals().remove(call.parameter("key")).thenApply(Globals::found);
  }

  private static HttpResponse found(boolean isThere) {
    return Answer.empty(isThere ? StatusCodes.OK : StatusCodes.NOT_FOUND);
  }

  private static Optional<Duration> timeToLive(Query query) {
    return query
        .value("exp")
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(Long::parseLong)
        .filter(seconds -> seconds > 0)
        .map(seconds -> Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)));
  }
}
