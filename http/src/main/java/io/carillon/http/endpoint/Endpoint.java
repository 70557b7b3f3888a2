package io.carillon.http.endpoint;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * One row of an API: what is asked with which method on which path, and who answers.
 *
 * @param method in capitals, as on the wire
 */
public record Endpoint(String method, PathTemplate path, Handler handler) {

  /**
   * Answers one call; must not block. Throws, or fails the stage with, a {@link Refusal} for
   * anything that is the caller's fault.
   */
  @FunctionalInterface
  public interface Handler {
    CompletionStage<HttpResponse> answer(Call call);
  }

  public static Endpoint get(String path, Handler handler) {
    return new Endpoint("GET", PathTemplate.of(path), handler);
  }

  public static Endpoint post(String path, Handler handler) {
    return new Endpoint("POST", PathTemplate.of(path), handler);
  }

  public static Endpoint put(String path, Handler handler) {
    return new Endpoint("PUT", PathTemplate.of(path), handler);
  }

  public static Endpoint delete(String path, Handler handler) {
    return new Endpoint("DELETE", PathTemplate.of(path), handler);
  }
}
