package io.carillon.http.analytics;

import io.carillon.http.analytics.store.StoreUnreachableException;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.endpoint.EndpointTable;
import io.carillon.http.endpoint.ErrorStyle;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.endpoint.RequestBody;
import io.carillon.http.endpoint.RequestLimit.Verdict;
import io.carillon.http.endpoint.RequestTarget;
import io.carillon.http.endpoint.TableHandler;
import io.carillon.http.metrics.MeterName;
import io.carillon.http.metrics.Metrics;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.RemoteAddress;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.Materializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The analytics API as a listener serves it: what every request meets before and behind its row.
 *
 * <pre>
 * limit by address -&gt; {@link TableHandler}: row, body, handler -&gt; limit headers, session cookie, duration
 * </pre>
 */
final class AnalyticsHttp {
  private static final Logger LOG = LoggerFactory.getLogger(AnalyticsHttp.class);
  private static final String API = "/api/v1/analytics/";

  private final EndpointTable table;
  private final TableHandler handler;
  private final Function<InetAddress, Optional<Verdict>> limit;
  private final Metrics metrics;
  private final Materializer materializer;

  /**
   * @param limit counts a request of an address, if there is a limit; if counting fails, the
   *     request is let through
   */
  AnalyticsHttp(
      EndpointTable table,
      int maxBodyBytes,
      Function<InetAddress, Optional<Verdict>> limit,
      Metrics metrics,
      Materializer materializer) {
    this.table = table;
    this.handler =
        new TableHandler(
            request -> {},
            table,
            maxBodyBytes,
            AnalyticsHttp::unreachable,
            path -> ErrorStyle.ENVELOPE,
            materializer);
    this.limit = limit;
    this.metrics = metrics;
    this.materializer = materializer;
  }

  /** A store that is out of reach is not our fault, nor that of who asks. */
  private static Optional<Refusal> unreachable(Throwable failure) {
    return failure instanceof StoreUnreachableException
        ? Optional.of(
            Refusal.of(StatusCodes.SERVICE_UNAVAILABLE, "the store cannot be reached, try again"))
        : Optional.empty();
  }

  /** Whether a path, still encoded, is for this API to answer. */
  boolean serves(String path) {
    return path.startsWith(API) || path.equals("/metrics");
  }

  /** Answers a request to a path that it {@linkplain #serves}; never fails. */
  CompletionStage<HttpResponse> answer(HttpRequest request) {
    long began = System.nanoTime();
    Optional<Verdict> verdict = verdict(request);
    boolean isTooMuch = verdict.flatMap(Verdict::retryAfter).isPresent();
    CompletionStage<HttpResponse> answer =
        isTooMuch ? tooMany(request, verdict.get()) : handler.answer(request);
    return answer.thenApply(
        response -> {
          measure(request, response, Duration.ofNanos(System.nanoTime() - began));
          return response.addHeaders(headers(request, verdict));
        });
  }

  /** Tells whoever comes to the socket by plain HTTP what to upgrade to (RFC 9110 §15.5.22). */
  CompletionStage<HttpResponse> upgradeRequired(HttpRequest request) {
    return discarded(
        request,
        Answer.json(
                StatusCodes.UPGRADE_REQUIRED,
                Answer.object().put("error", "Upgrade Required").put("code", 426))
            .addHeader(RawHeader.create("Upgrade", "websocket")));
  }

  /** An answer behind the body, which nobody wants. */
  private CompletionStage<HttpResponse> discarded(HttpRequest request, HttpResponse response) {
    if (request.entity().isStrict()) {
      return CompletableFuture.completedFuture(response);
    }
    return RequestBody.discard(request, materializer)
        .thenApply(done -> response.addHeader(Connection.create("close")));
  }

  private Optional<Verdict> verdict(HttpRequest request) {
    try {
      return request
          .getAttribute(AttributeKeys.remoteAddress)
          .flatMap(RemoteAddress::getAddress)
          .flatMap(limit);
    } catch (RuntimeException e) {
      LOG.error("the request limit failed, so nobody is limited", e);
      return Optional.empty();
    }
  }

  /** The envelope, and beside it what the compatible system's limiter says. */
  private CompletionStage<HttpResponse> tooMany(HttpRequest request, Verdict verdict) {
    long seconds = verdict.retryAfter().orElseThrow();
    HttpResponse response =
        Answer.json(
                StatusCodes.TOO_MANY_REQUESTS,
                Answer.object()
                    .put("success", false)
                    .put("error", "Too many requests")
                    .put(
                        "message",
                        "Rate limit exceeded. Max " + verdict.limit() + " requests per minute.")
                    .put("retry_after", seconds))
            .addHeader(RawHeader.create("Retry-After", Long.toString(seconds)));
    return discarded(request, response);
  }

  private static List<HttpHeader> headers(HttpRequest request, Optional<Verdict> verdict) {
    return Stream.concat(
            verdict.stream()
                .flatMap(
                    given ->
                        Stream.of(
                            header("X-RateLimit-Limit", given.limit()),
                            header("X-RateLimit-Remaining", given.remaining()))),
            cookie(request).stream())
        .toList();
  }

  private static HttpHeader header(String name, long value) {
    return RawHeader.create(name, Long.toString(value));
  }

  /** A session for who has none yet, so that the next request comes with it. */
  private static Optional<HttpHeader> cookie(HttpRequest request) {
    boolean needsOne =
        RequestTarget.of(request).path().startsWith(API) && VisitorSession.of(request).isEmpty();
    return needsOne ? Optional.of(VisitorSession.begin().toHeader()) : Optional.empty();
  }

  private void measure(HttpRequest request, HttpResponse response, Duration took) {
    String path = RequestTarget.of(request).path();
    boolean isRow = table.endpoints().stream().anyMatch(row -> row.path().toString().equals(path));
    metrics.took(
        MeterName.REQUEST_DURATION,
        took,
        isRow ? path : "other",
        request.method().name(),
        Integer.toString(response.status().intValue()));
  }
}
