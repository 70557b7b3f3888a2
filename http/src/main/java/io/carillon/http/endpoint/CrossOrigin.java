package io.carillon.http.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * Lets the pages of allowed origins read answers: tells their browsers so (Fetch Standard, CORS
 * protocol), and answers the requests by which these ask before (preflights). Whoever is not
 * allowed sees a port that does not know of this. Immutable.
 *
 * @param allowedOrigins exactly as browsers send them
 * @param grant what their pages may do
 * @param gate checks who calls, without a token; throws a {@link Refusal}
 * @param handler answers everything else
 */
public record CrossOrigin(
    Set<String> allowedOrigins,
    Grant grant,
    Consumer<HttpRequest> gate,
    Function<HttpRequest, CompletionStage<HttpResponse>> handler) {

  /**
   * What an allowed page may do, in the words of the headers that tell its browser.
   *
   * @param methods as in {@code GET, POST}
   * @param headers that a request may carry
   * @param exposed headers of the answer that the page may read
   * @param credentials whether the browser may send and keep cookies
   */
  public record Grant(String methods, String headers, String exposed, boolean credentials) {}

  /** How long browsers may remember the answer to a preflight: ten minutes. */
  private static final String MAX_AGE_SECONDS = "600";

  public CrossOrigin {
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /** Answers a preflight, or has the request answered and says who may read that. */
  public CompletionStage<HttpResponse> answer(HttpRequest request) {
    Optional<String> origin = value(request, "Origin").filter(allowedOrigins::contains);
    if (origin.isEmpty()) {
      return handler.apply(request);
    }
    CompletionStage<HttpResponse> answer =
        isPreflight(request) && isLetIn(request)
            ? CompletableFuture.completedFuture(preflight(request))
            : handler.apply(request);
    return answer.thenApply(response -> response.addHeaders(readableBy(origin.get())));
  }

  /** None has a body (Fetch Standard, §4.9), so none is left unread. */
  private static boolean isPreflight(HttpRequest request) {
    return request.method().equals(HttpMethods.OPTIONS)
        && request.entity().isKnownEmpty()
        && value(request, "Access-Control-Request-Method").isPresent();
  }

  private boolean isLetIn(HttpRequest request) {
    try {
      gate.accept(request);
      return true;
    } catch (Refusal e) {
      return false; // the handler says so
    }
  }

  private HttpResponse preflight(HttpRequest request) {
    List<HttpHeader> headers = new ArrayList<>();
    headers.add(RawHeader.create("Access-Control-Allow-Methods", grant.methods()));
    headers.add(RawHeader.create("Access-Control-Allow-Headers", grant.headers()));
    headers.add(RawHeader.create("Access-Control-Max-Age", MAX_AGE_SECONDS));
    if (value(request, "Access-Control-Request-Private-Network").isPresent()) {
      headers.add(RawHeader.create("Access-Control-Allow-Private-Network", "true"));
    }
    return Answer.empty(StatusCodes.NO_CONTENT).addHeaders(headers);
  }

  private List<HttpHeader> readableBy(String origin) {
    List<HttpHeader> headers = new ArrayList<>();
    headers.add(RawHeader.create("Access-Control-Allow-Origin", origin));
    if (grant.credentials()) {
      headers.add(RawHeader.create("Access-Control-Allow-Credentials", "true"));
    }
    headers.add(RawHeader.create("Access-Control-Expose-Headers", grant.exposed()));
    headers.add(RawHeader.create("Vary", "Origin"));
    return headers;
  }

  private static Optional<String> value(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }
}
