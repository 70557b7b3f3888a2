package io.carillon.http.listener;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What a listener serves to plain HTTP besides its health. Thread-safe; nothing blocks. */
@FunctionalInterface
public interface PlainRoutes {

  /** Nothing: whatever is no upgrade is asked to be one. */
  PlainRoutes NONE = request -> Optional.empty();

  /**
   * Answers a request; its remote address, if it is known, is an attribute of it. The answer never
   * fails, and its entity is read or discarded. Empty if the path is none of these routes', with
   * the entity untouched.
   */
  Optional<CompletionStage<HttpResponse>> answer(HttpRequest request);

  /** These, and others for the paths that are none of these. */
  default PlainRoutes or(PlainRoutes others) {
    return request -> {
      Optional<CompletionStage<HttpResponse>> answer = answer(request);
      return answer.isPresent() ? answer : others.answer(request);
    };
  }
}
