package io.carillon.http.endpoint;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.stream.Materializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests from a table: gate, row, body, handler, and one place where whatever went wrong
 * becomes an answer.
 *
 * <p>Never fails: what is not the caller's fault is logged and answered 500 without a word about
 * the inside. Thread-safe.
 *
 * @param gate what every request passes first, whether or not its path exists; throws a {@link
 *     Refusal}
 * @param known turns failures of the handlers that are nobody's fault into refusals
 * @param style how errors look on a path, still encoded
 */
public record TableHandler(
    Consumer<HttpRequest> gate,
    EndpointTable table,
    int maxBodyBytes,
    Function<Throwable, Optional<Refusal>> known,
    Function<String, ErrorStyle> style,
    Materializer materializer) {
  private static final Logger LOG = LoggerFactory.getLogger(TableHandler.class);

  /** Answers one request. */
  public CompletionStage<HttpResponse> answer(HttpRequest request) {
    RequestTarget target = RequestTarget.of(request);
    CompletionStage<HttpResponse> answer;
    try {
      gate.accept(request);
      answer = route(request, target);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer.exceptionallyCompose(failure -> refuse(request, target, failure));
  }

  private CompletionStage<HttpResponse> route(HttpRequest request, RequestTarget target) {
    EndpointTable.Match match = table.find(request.method().name(), target.path());
    Query query = Query.parse(target.query());
    return RequestBody.read(request, maxBodyBytes, materializer)
        .thenCompose(
            body ->
                match
                    .endpoint()
                    .handler()
                    .answer(new Call(match.parameters(), query, body, request)));
  }

  /** Answers behind what comes of the body: a close over unread bytes would be a reset. */
  private CompletionStage<HttpResponse> refuse(
      HttpRequest request, RequestTarget target, Throwable failure) {
    Refusal refusal = refusal(request, target, failure);
    HttpResponse answer = style.apply(target.path()).render(refusal);
    boolean isLast = refusal.status().equals(StatusCodes.CONTENT_TOO_LARGE);
    HttpResponse response = isLast ? answer.addHeader(Connection.create("close")) : answer;
    return RequestBody.discard(request, materializer).thenApply(done -> response);
  }

  private Refusal refusal(HttpRequest request, RequestTarget target, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof Refusal refusal) {
      return refusal;
    }
    return known
        .apply(cause)
        .orElseGet(
            () -> {
              String path = Shown.of(target.path());
              LOG.error("no answer to {} {}", request.method().name(), path, cause);
              return Refusal.of(StatusCodes.INTERNAL_SERVER_ERROR, "internal error");
            });
  }
}
