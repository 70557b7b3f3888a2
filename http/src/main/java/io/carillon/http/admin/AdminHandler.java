package io.carillon.http.admin;

import io.carillon.engine.EngineBusyException;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.EndpointTable;
import io.carillon.http.endpoint.ErrorStyle;
import io.carillon.http.endpoint.Query;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.endpoint.RequestBody;
import io.carillon.http.endpoint.Shown;
import io.carillon.http.settings.AdminSettings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request to the admin port: gate, table, body, handler, and one place where whatever
 * went wrong becomes an answer.
 *
 * <p>Never fails: what is not the caller's fault is logged and answered 500 without a word about
 * the inside. Thread-safe.
 */
final class AdminHandler {
  private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

  private final Gate gate;
  private final EndpointTable table;
  private final int maxBodyBytes;
  private final Materializer materializer;

  AdminHandler(AdminSettings settings, EndpointTable table, Materializer materializer) {
    this.gate = new Gate(settings);
    this.table = table;
    this.maxBodyBytes = settings.maxBodyBytes();
    this.materializer = materializer;
  }

  CompletionStage<HttpResponse> answer(HttpRequest request) {
    RequestTarget target = RequestTarget.of(request);
    CompletionStage<HttpResponse> answer;
    try {
      gate.check(request);
      answer = route(request, target);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer.exceptionally(failure -> refuse(request, target, failure));
  }

  private CompletionStage<HttpResponse> route(HttpRequest request, RequestTarget target) {
    EndpointTable.Match match = table.find(request.method().name(), target.path());
    Query query = Query.parse(target.query());
    return body(request)
        .thenCompose(
            body -> match.endpoint().handler().answer(new Call(match.parameters(), query, body)));
  }

  private CompletionStage<ByteString> body(HttpRequest request) {
    return RequestBody.read(request, maxBodyBytes, materializer);
  }

  private HttpResponse refuse(HttpRequest request, RequestTarget target, Throwable failure) {
    RequestBody.discard(request, materializer);
    Refusal refusal = refusal(request, target, failure);
    HttpResponse response = ErrorStyle.ofPath(target.path()).render(refusal);
    return refusal.status().equals(StatusCodes.CONTENT_TOO_LARGE)
        ? response.addHeader(Connection.create("close"))
        : response;
  }

  private static Refusal refusal(HttpRequest request, RequestTarget target, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof Refusal refusal) {
      return refusal;
    }
    if (cause instanceof EngineBusyException) {
      return Refusal.busy(cause.getMessage());
    }
    LOG.error("no answer to {} {}", request.method().name(), Shown.of(target.path()), cause);
    return Refusal.of(StatusCodes.INTERNAL_SERVER_ERROR, "internal error");
  }
}
